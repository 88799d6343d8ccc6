//! The area tree 省…区·街道·社区·小区·楼栋(院落), of which each node is a dated row.

use crate::words::words;

words! {
    /// The five levels that share the work (seed 003: 区级、街道级、社区级、小区级、院落级).
    Level {
        /// 院落/楼栋.
        Courtyard = "courtyard",
        /// 小区.
        Estate = "estate",
        /// 社区.
        Community = "community",
        /// 街道.
        Street = "street",
        /// 区.
        District = "district",
    }
}

impl Level {
    /// The next level up, if there is one.
    #[must_use]
    pub const fn above(self) -> Option<Self> {
        match self {
            Self::Courtyard => Some(Self::Estate),
            Self::Estate => Some(Self::Community),
            Self::Community => Some(Self::Street),
            Self::Street => Some(Self::District),
            Self::District => None,
        }
    }
}
