//! Warns when the JPEG coder is compiled without SIMD.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    tell_of_nasm();
}

/// mozjpeg also looks for nasm and can do without it; its output is the same.
fn tell_of_nasm() {
    let arch = std::env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    let needs = ["x86_64", "x86"].contains(&arch.as_str());
    if needs && std::process::Command::new("nasm").arg("-v").output().is_err() {
        println!("cargo::warning=without nasm, photographs are coded four times slower");
        println!(
            "cargo::warning=install it, then: cargo clean --release -p mozjpeg-sys -p neikan-base"
        );
    }
}
