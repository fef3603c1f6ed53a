//! Prints the page's TypeScript types and callers; `cargo xtask bindings` writes them to their file.

fn main() {
    print!("{}", dean06_app::commands::typescript());
}
