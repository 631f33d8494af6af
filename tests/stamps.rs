//! Time stamps through the program, with an authority that openssl plays.

use crate::common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::judging::{judge, said, stdout};
use common::{Run, Sandbox};
use neikan::desk::review::keys::message;
use neikan::desk::review::stamp::token::Token;
use neikan::publication::{Entry, Ledger};

const LEDGER: &str = "issues/2026-01/review.yml";

/// An authority: a certificate of its own for time stamps, signed by another.
struct Authority(tempfile::TempDir);

impl Authority {
    /// Nothing when openssl is not there.
    fn new(key: &[&str], usage: &str) -> Option<Self> {
        let own = Self(tempfile::tempdir().unwrap());
        std::fs::write(own.path("serial"), "01\n").unwrap();
        std::fs::write(own.path("usage"), usage).unwrap();
        std::fs::write(own.path("tsa.cnf"), CONFIGURATION).unwrap();
        let new =
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=CA", "-days", "9"];
        own.run(&[&new[..], &["-keyout", "ca.key", "-out", "ca.pem"]].concat())?;
        own.run(&[&["genpkey", "-out", "tsa.key"], key].concat())?;
        own.run(&["req", "-new", "-key", "tsa.key", "-subj", "/CN=TSA 1", "-out", "tsa.csr"])?;
        let sign = ["x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key"];
        let more = ["-CAcreateserial", "-days", "9", "-extfile", "usage", "-out", "tsa.pem"];
        own.run(&[&sign[..], &more].concat())?;
        Some(own)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn try_run(&self, arguments: &[&str]) -> Option<Output> {
        judge("openssl", &["version"])?;
        Some(Command::new("openssl").args(arguments).current_dir(self.0.path()).output().unwrap())
    }

    fn run(&self, arguments: &[&str]) -> Option<Output> {
        let output = self.try_run(arguments)?;
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        Some(output)
    }

    /// The answer to a request.
    fn answer(&self, request: &Path) -> Vec<u8> {
        let request = request.to_str().unwrap();
        let call = ["ts", "-reply", "-config", "tsa.cnf", "-queryfile", request];
        self.try_run(&[&call[..], &["-out", "answer"]].concat()).unwrap();
        std::fs::read(self.path("answer")).unwrap()
    }
}

const CONFIGURATION: &str = "[tsa]\ndefault_tsa = own\n[own]\nserial = ./serial\n\
    signer_cert = tsa.pem\nsigner_key = tsa.key\ncerts = ca.pem\nsigner_digest = sha256\n\
    default_policy = 1.2.3.4.1\ndigests = sha256,sha512\naccuracy = secs:1\nordering = yes\n\
    tsa_name = yes\n";

const FOR_STAMPS: &str = "extendedKeyUsage=critical,timeStamping\n";

const RSA: [&str; 4] = ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"];

fn signed() -> Sandbox {
    let sandbox = Sandbox::new();
    let call = "review sign all --stage first --by 初一 --verdict pass --note 读过";
    assert_eq!(run(&sandbox, call).status, 0);
    sandbox
}

fn run(sandbox: &Sandbox, call: &str) -> Run {
    let words = call.split(' ').chain(["--format", "json"]);
    sandbox.run(&words.collect::<Vec<_>>())
}

fn entries(sandbox: &Sandbox) -> Vec<Entry> {
    serde_yaml::from_str::<Ledger>(&sandbox.read(LEDGER)).unwrap().0
}

/// Makes a request for an entry and gives its file.
fn request(sandbox: &Sandbox, more: &str) -> PathBuf {
    let path = sandbox.path("seal.tsq");
    let call = format!("review stamp --request {}{more}", path.display());
    let run = run(sandbox, &call);
    assert_eq!(run.status, 0, "{}", run.out);
    path
}

fn keep(sandbox: &Sandbox, bytes: &[u8]) -> Run {
    sandbox.write("answer.tsr", bytes);
    run(sandbox, "review stamp --response answer.tsr")
}

fn refused(sandbox: &Sandbox, bytes: &[u8]) -> Vec<String> {
    let run = keep(sandbox, bytes);
    assert_eq!(run.status, 1, "{}", run.out);
    let kept = std::fs::read_dir(sandbox.path("issues/2026-01/review")).unwrap().flatten();
    let kept = kept.filter(|file| file.path().extension().is_some_and(|end| end == "tsr"));
    assert_eq!(kept.count(), 0, "nothing is kept that does not hold");
    run.rules()
}

#[test]
fn a_seal_is_stamped_and_openssl_agrees_on_both_sides() {
    for key in [&RSA[..], &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]] {
        let Some(authority) = Authority::new(key, FOR_STAMPS) else { return };
        let sandbox = signed();
        let request = request(&sandbox, " --entry 1");
        let shown = authority.run(&["ts", "-query", "-in", request.to_str().unwrap(), "-text"]);
        let shown = stdout(&shown.unwrap());
        assert!(shown.contains("sha256") && shown.contains("Certificate required: yes"), "{shown}");
        let seal = entries(&sandbox)[0].seal.clone();
        sandbox.write("seal.txt", message(&seal));

        let answer = authority.answer(&request);
        let run = keep(&sandbox, &answer);
        assert_eq!((run.status, run.rules()), (0, vec!["stamp-trust".to_owned()]), "{}", run.out);
        let stamp = &run.report()["stamp"];
        assert_eq!((&stamp["entry"], &stamp["authority"]), (&1.into(), &"CN=TSA 1".into()));
        let kept = sandbox.path(&format!("issues/2026-01/review/{seal}.tsr"));
        assert_eq!(std::fs::read(&kept).unwrap(), answer);
        let (kept, text) = (kept.to_str().unwrap(), sandbox.path("seal.txt"));
        let verify = ["ts", "-verify", "-CAfile", "ca.pem", "-in", kept, "-data"];
        authority.run(&[&verify[..], &[text.to_str().unwrap()]].concat());
        let shown = stdout(&authority.run(&["ts", "-reply", "-in", kept, "-text"]).unwrap());
        let time = stamp["time"].as_str().unwrap();
        assert!(shown.contains(&time[11..19]) && shown.contains(&time[..4]), "{time}: {shown}");

        let status = self::run(&sandbox, "review status").report();
        assert_eq!(status["stamps"][0]["time"], time);
        let human = sandbox.run(&["review", "status"]).out;
        assert!(human.contains(&format!("第 1 条的时间戳：{time}")), "{human}");
        // The token alone, without the answer around it, is as good.
        authority.run(&["ts", "-reply", "-in", "answer", "-token_out", "-out", "token"]);
        let token = std::fs::read(authority.path("token")).unwrap();
        assert_eq!(keep(&sandbox, &token).status, 0);
        assert_eq!(Token::read(&token), Token::read(&answer));

        std::fs::write(kept, &answer[..answer.len() - 1]).unwrap();
        let status = self::run(&sandbox, "review status");
        assert_eq!((status.status, status.rules()), (0, vec!["stamp-broken".to_owned()]));
    }
}

#[test]
fn what_does_not_hold_is_not_kept() {
    let Some(authority) = Authority::new(&RSA, FOR_STAMPS) else { return };
    let sandbox = signed();
    let own = request(&sandbox, "");
    let answer = authority.answer(&own);
    // Of another ledger, and of this one before it was signed anew.
    let other = signed();
    let call = "review sign news --stage second --by 复二 --verdict pass --note 读过";
    assert_eq!(run(&other, call).status, 0);
    let last = authority.answer(&request(&other, ""));
    assert_eq!(refused(&sandbox, &last), ["stamp-other"]);
    // No answer at all, a refusal, another sum than SHA-256.
    for nonsense in [&b""[..], b"<html>", &answer[..200], &[0x30, 0x80, 0, 0]] {
        assert_eq!(refused(&sandbox, nonsense), ["stamp-form"]);
    }
    std::fs::write(authority.path("bad.tsq"), b"\x30\x00").unwrap();
    let refusal = authority.answer(&authority.path("bad.tsq"));
    assert_eq!(refused(&sandbox, &refusal), ["stamp-refused"]);
    std::fs::write(authority.path("text"), "x").unwrap();
    let query = ["ts", "-query", "-data", "text", "-cert", "-out", "other.tsq"];
    authority.run(&[&query[..], &["-sha512"]].concat());
    assert_eq!(refused(&sandbox, &authority.answer(&authority.path("other.tsq"))), ["stamp-sum"]);
    authority.run(&["ts", "-query", "-data", "text", "-sha256", "-out", "bare.tsq"]);
    let bare = authority.answer(&authority.path("bare.tsq"));
    assert_eq!(refused(&sandbox, &bare), ["stamp-no-certificate"]);
    let call = format!("review stamp --request {} --entry 9", own.display());
    assert_eq!(run(&sandbox, &call).status, 2);

    // Every byte of the answer counts: one that is changed is refused, or is in no part that says
    // anything (names of the authority in front of its signature, the certificates beside it).
    let time = Token::read(&answer).unwrap();
    for at in 0..answer.len() {
        let mut changed = answer.clone();
        changed[at] ^= 0x11;
        if let Ok(token) = Token::read(&changed) {
            assert_eq!((token.time(), token.imprint()), (time.time(), time.imprint()), "{at}");
        }
    }
    assert_eq!(keep(&sandbox, &answer).status, 0);
}

#[test]
fn a_certificate_for_something_else_stamps_nothing() {
    let Some(authority) = Authority::new(&RSA, "extendedKeyUsage=serverAuth\n") else { return };
    let sandbox = signed();
    request(&sandbox, "");
    // openssl's authority refuses to be one; its signer of messages does not ask.
    let proper = Authority::new(&RSA, FOR_STAMPS).unwrap();
    proper.answer(&sandbox.path("seal.tsq"));
    proper.run(&["ts", "-reply", "-in", "answer", "-token_out", "-out", "token"]);
    let take = ["cms", "-verify", "-noverify", "-inform", "DER", "-in", "token", "-binary"];
    proper.run(&[&take[..], &["-out", "info"]].concat());
    let info = proper.path("info");
    let sign = ["cms", "-sign", "-nodetach", "-binary", "-outform", "DER", "-md", "sha256"];
    let kind = ["-econtent_type", "1.2.840.113549.1.9.16.1.4", "-in", info.to_str().unwrap()];
    let by = ["-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "token"];
    authority.run(&[&sign[..], &kind, &by].concat());
    let token = std::fs::read(authority.path("token")).unwrap();
    assert_eq!(refused(&sandbox, &token), ["stamp-purpose"]);
    // The same done by a proper one holds: openssl's two ways of signing are told apart by nothing.
    proper.run(&[&sign[..], &kind, &by].concat());
    let token = std::fs::read(proper.path("token")).unwrap();
    assert_eq!(keep(&sandbox, &token).status, 0);
}
