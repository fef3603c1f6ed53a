//! What the measurements of the pages print for programs: a line of flat JSON for each thing measured.

use std::process::Command;

use crate::process;

pub struct Said(String);

/// Runs a script and keeps what it prints.
pub fn said_by(script: &mut Command) -> Result<Said, String> {
    process::output(script).map(Said)
}

impl Said {
    /// A number of the line that says `value` of `key`.
    pub fn number(&self, key: &str, value: &str, field: &str) -> Result<f64, String> {
        let sign = format!("\"{key}\":\"{value}\"");
        let line = self.0.lines().find(|line| line.trim_start().starts_with('{') && line.contains(&sign));
        let rest = line.and_then(|line| line.split_once(&format!("\"{field}\":"))).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split([',', '}']).next()?.trim().parse().ok())
            .ok_or_else(|| format!("no {field} was said of {value}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_by_its_line_and_name() {
        let said =
            Said("Running 1 test\n{\"what\":\"a\",\"p50\":1.5}\n  {\"what\":\"b\",\"p50\":2}\n".into());
        assert_eq!(said.number("what", "a", "p50"), Ok(1.5));
        assert_eq!(said.number("what", "b", "p50"), Ok(2.0));
        assert!(said.number("what", "b", "p99").is_err_and(|why| why.contains("p99")));
        assert!(said.number("what", "c", "p50").is_err());
    }
}
