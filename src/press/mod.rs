//! The press edition: from Typst's pages to files a print shop puts on press.
