//! As much of HTTP as a browser on this machine needs: one request a connection, a thread each.
//!
//! No library for it: a small server with a fixed pool of threads let requests wait for ever behind the
//! connections that a browser keeps open, and a large one would be most of what the tests compile.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// Longer bodies than any page sends.
const MOST_BYTES: u64 = 4 << 20;

/// What the browser asks for.
pub struct Request {
    /// "GET", "POST".
    pub method: String,
    /// The address without the host: "/ipc/status".
    pub target: String,
    /// What came with it.
    pub body: Vec<u8>,
}

/// What it is answered.
pub struct Answer {
    /// "200 OK".
    pub status: &'static str,
    /// The kind of content.
    pub content_type: &'static str,
    /// Further headers, each a name and a value.
    pub headers: Vec<(&'static str, String)>,
    /// The content.
    pub body: Vec<u8>,
}

/// Reads the request of a connection.
pub fn read(stream: &TcpStream) -> io::Result<Request> {
    let mut reader = BufReader::new(stream.take(MOST_BYTES));
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        if header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(|_| io::ErrorKind::InvalidData)?;
        }
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    Ok(Request { method, target, body })
}

/// Writes the answer; the connection ends with it.
pub fn write(mut stream: &TcpStream, answer: &Answer) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n",
        answer.status,
        answer.content_type,
        answer.body.len()
    );
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&answer.body)
}
