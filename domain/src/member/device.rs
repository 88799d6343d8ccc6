//! On what somebody signed in, no finer than they need to know their own sessions apart.

use crate::words::words;

words! {
    /// A kind of device. Nothing that tells two telephones of a kind apart is kept.
    Device {
        /// 安卓手机.
        Android = "android",
        /// 苹果手机.
        Iphone = "iphone",
        /// 平板.
        Tablet = "tablet",
        /// 电脑.
        Computer = "computer",
        /// Another program, by the API.
        Program = "program",
        /// Something else.
        Other = "other",
    }
}

impl Device {
    /// What a browser says of itself in `User-Agent`. It may say anything: good for a label only.
    #[must_use]
    pub fn of(user_agent: &str) -> Self {
        let says = |word| user_agent.contains(word);
        if says("iPhone") {
            Self::Iphone
        } else if says("iPad") || says("Tablet") || (says("Android") && !says("Mobile")) {
            Self::Tablet
        } else if says("Android") || says("HarmonyOS") || says("OpenHarmony") {
            Self::Android
        } else if says("Windows") || says("Macintosh") || says("Linux") || says("CrOS") {
            Self::Computer
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart_roughly() {
        for (says, device) in [
            (
                "Mozilla/5.0 (Linux; Android 13; V2244A) AppleWebKit/537.36 Mobile Safari/537.36",
                Device::Android,
            ),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) MicroMessenger/8.0", Device::Iphone),
            ("Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15", Device::Tablet),
            ("Mozilla/5.0 (Linux; Android 12; SM-X200) AppleWebKit/537.36 Safari/537.36", Device::Tablet),
            ("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 ArkWeb/4.1 Mobile", Device::Android),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36", Device::Computer),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15", Device::Computer),
            ("curl/8.7.1", Device::Other),
            ("", Device::Other),
        ] {
            assert_eq!(Device::of(says), device, "{says}");
        }
    }
}
