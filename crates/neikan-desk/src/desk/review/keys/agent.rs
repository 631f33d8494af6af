//! The agent that keeps private keys for its user (`ssh-agent`): lists its keys, and signs with one
//! of them. Uses two messages of its protocol (draft-ietf-sshm-ssh-agent, 3.5 and 3.6).

use std::io::{self, Read, Write};
use std::path::Path;

use ssh_key::{HashAlg, LineEnding, Signature, SshSig};

use super::NAMESPACE;
use super::public::PublicKey;

/// The longest message that is accepted, in bytes: the limit of OpenSSH's own agent.
const LIMIT: u32 = 256 << 10;

/// How long an answer may take, in seconds: an agent may ask its user.
#[cfg(unix)]
const PATIENCE: u64 = 120;

const REQUEST_IDENTITIES: u8 = 11;
const IDENTITIES_ANSWER: u8 = 12;
const SIGN_REQUEST: u8 = 13;
const SIGN_RESPONSE: u8 = 14;

trait Line: Read + Write {}
impl<T: Read + Write> Line for T {}

/// A connection to an agent.
pub struct Agent(Box<dyn Line>);

impl Agent {
    /// Connects to the agent behind a socket.
    ///
    /// # Errors
    /// The system's error.
    #[cfg(unix)]
    pub fn connect(path: &Path) -> io::Result<Self> {
        let socket = std::os::unix::net::UnixStream::connect(path)?;
        let patience = Some(std::time::Duration::from_secs(PATIENCE));
        socket.set_read_timeout(patience)?;
        socket.set_write_timeout(patience)?;
        Ok(Self(Box::new(socket)))
    }

    /// Connects to the agent behind a named pipe.
    ///
    /// # Errors
    /// The system's error.
    #[cfg(not(unix))]
    pub fn connect(path: &Path) -> io::Result<Self> {
        let pipe = std::fs::OpenOptions::new().read(true).write(true).open(path)?;
        Ok(Self(Box::new(pipe)))
    }

    /// The Ed25519 keys that it holds.
    ///
    /// # Errors
    /// The system's error; [`io::ErrorKind::InvalidData`] if the answer is not valid.
    pub fn keys(&mut self) -> io::Result<Vec<PublicKey>> {
        let answer = self.ask(REQUEST_IDENTITIES, &[], IDENTITIES_ANSWER)?;
        identities(&answer).ok_or_else(nonsense)
    }

    /// Has the agent sign some bytes; returns an armoured SSHSIG.
    ///
    /// # Errors
    /// The system's error; [`io::ErrorKind::InvalidData`] if the agent refuses or its answer is not
    /// a signature by the key.
    pub fn sign(&mut self, key: &PublicKey, message: &[u8]) -> io::Result<String> {
        let key = key.ssh().ok_or_else(nonsense)?;
        let blob = key.to_bytes().map_err(|_| nonsense())?;
        let data = SshSig::signed_data(NAMESPACE, HashAlg::Sha512, message);
        let data = data.map_err(|_| nonsense())?;
        let body = [string(&blob)?, string(&data)?, vec![0; 4]].concat();
        let answer = self.ask(SIGN_REQUEST, &body, SIGN_RESPONSE)?;
        let (signature, _) = split(&answer).ok_or_else(nonsense)?;
        let signature = Signature::try_from(signature).map_err(|_| nonsense())?;
        let whole = SshSig::new(key.key_data().clone(), NAMESPACE, HashAlg::Sha512, signature);
        whole.and_then(|whole| whole.to_pem(LineEnding::LF)).map_err(|_| nonsense())
    }

    /// Sends a message and returns the body of the answer.
    fn ask(&mut self, kind: u8, body: &[u8], wanted: u8) -> io::Result<Vec<u8>> {
        self.0.write_all(&string(&[&[kind], body].concat())?)?;
        self.0.flush()?;
        let mut length = [0; 4];
        self.0.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length);
        if length == 0 || length > LIMIT {
            return Err(nonsense());
        }
        let mut answer = vec![0; length as usize];
        self.0.read_exact(&mut answer)?;
        if answer[0] == wanted { Ok(answer.split_off(1)) } else { Err(nonsense()) }
    }
}

/// The Ed25519 keys in an answer; nothing if it is not a valid answer.
fn identities(answer: &[u8]) -> Option<Vec<PublicKey>> {
    let (count, mut rest) = answer.split_first_chunk::<4>()?;
    let mut keys = Vec::new();
    for _ in 0..u32::from_be_bytes(*count) {
        let (blob, after) = split(rest)?;
        let (comment, after) = split(after)?;
        rest = after;
        let key = ssh_key::PublicKey::from_bytes(blob).ok();
        if let Some(mut key) = key.as_ref().and_then(PublicKey::of_ssh) {
            key.comment = String::from_utf8_lossy(comment).into_owned();
            keys.push(key);
        }
    }
    Some(keys)
}

/// Bytes, preceded by their length.
fn string(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let length = u32::try_from(bytes.len()).map_err(|_| nonsense())?;
    Ok([&length.to_be_bytes(), bytes].concat())
}

/// Bytes that are preceded by their length, and what follows them.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_be_bytes(*length) as usize)
}

fn nonsense() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn answers_of_any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            let read = identities(&bytes);
            prop_assert!(read.is_none_or(|keys| keys.len() * 8 <= bytes.len()));
        }
    }

    #[test]
    fn an_answer_that_promises_more_than_it_has_is_none() {
        assert!(identities(&[255; 12]).is_none());
        assert!(identities(&[0, 0, 0, 0]).is_some_and(|keys| keys.is_empty()));
    }
}
