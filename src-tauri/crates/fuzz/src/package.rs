//! Workbooks in which one part is the fuzzer's.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Sound workbooks, taken apart.
pub(crate) struct Samples(Vec<Sample>);

/// A file that is no zip has one part, the whole of it, without a name.
struct Sample(Vec<(String, Vec<u8>)>);

impl Samples {
    pub(crate) fn of(files: &[&[u8]]) -> Self {
        Self(files.iter().map(|bytes| Sample::of(bytes)).collect())
    }

    /// The workbook an input stands for: its first byte chooses the sample, the second the part that the rest takes
    /// the place of.
    pub(crate) fn with(&self, input: &[u8]) -> Vec<u8> {
        let [sample, part, content @ ..] = input else { return input.to_vec() };
        let sample = &self.0[usize::from(*sample) % self.0.len()];
        let changed = usize::from(*part) % sample.0.len();
        if sample.0[changed].0.is_empty() {
            return content.to_vec();
        }
        let parts = sample.0.iter().enumerate();
        let parts: Vec<(&str, &[u8])> = parts
            .map(|(index, (name, data))| (name.as_str(), if index == changed { content } else { data }))
            .collect();
        packed(&parts)
    }

    /// The inputs that stand for the samples as they are, one for each part.
    pub(crate) fn beginnings(&self) -> Vec<Vec<u8>> {
        let samples = self.0.iter().zip(0..);
        let parts =
            samples.flat_map(|(sample, first)| sample.0.iter().zip(0..).map(move |part| (first, part)));
        parts.map(|(sample, ((_, data), part))| [&[sample, part], data.as_slice()].concat()).collect()
    }
}

impl Sample {
    fn of(bytes: &[u8]) -> Self {
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
            return Self(vec![(String::new(), bytes.to_vec())]);
        };
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let Ok(mut part) = archive.by_index(index) else { continue };
            // LibreOffice packs folders too; of these no zip can be made like of a part.
            if part.is_dir() {
                continue;
            }
            let mut data = Vec::new();
            if let (Ok(name), Ok(_)) = (part.name().map(Into::into), part.read_to_end(&mut data)) {
                parts.push((name, data));
            }
        }
        Self(parts)
    }
}

/// A zip of these parts. They are not compressed: it is done some thousand times a second.
pub(crate) fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, data) in parts {
        if archive.start_file(*name, stored).is_err() || archive.write_all(data).is_err() {
            break;
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}
