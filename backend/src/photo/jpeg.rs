//! What the headers of a JPEG say before it is decoded.

/// Markers of a frame; C4, C8 and CC lie between them and are something else.
const FRAMES: [u8; 13] = [0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF];
/// The frames whose coefficients are held in memory until the last scan has come.
const PROGRESSIVE: [u8; 4] = [0xC2, 0xC6, 0xCA, 0xCE];

/// How a JPEG is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Make {
    /// It comes in several scans.
    pub progressive: bool,
}

/// Walks the segments up to the pixels; none when they do not hang together or the file was cut
/// off before its end.
pub fn make(bytes: &[u8]) -> Option<Make> {
    let mut at = 2;
    let mut progressive = None;
    loop {
        // any number of FF may stand before a marker
        while bytes.get(at)? == &0xFF && bytes.get(at + 1)? == &0xFF {
            at += 1;
        }
        let (&0xFF, &marker) = (bytes.get(at)?, bytes.get(at + 1)?) else { return None };
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        if FRAMES.contains(&marker) {
            progressive = Some(PROGRESSIVE.contains(&marker));
        }
        at += 2 + length;
        if marker == 0xDA {
            // between the pixels FF is always followed by 00 or a restart: FF D9 is the end
            let ended = bytes.get(at..)?.windows(2).any(|pair| pair == [0xFF, 0xD9]);
            return progressive.filter(|_| ended).map(|progressive| Make { progressive });
        }
    }
}
