//! Every setting, in one struct: a flag or the `LINLI_*` variable beside it. Nothing else in the
//! house reads the environment, but for the log ([`crate::telemetry`]).

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use backend::outlet::Sms;
use jiff::tz::TimeZone;

/// The settings of an installation.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// Address and port on which the server listens
    #[arg(long, global = true, env = "LINLI_ADDR", value_name = "IP:PORT", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,

    /// The database: sqlite:PATH or postgres://…  [default: linli.db in the data folder]
    #[arg(long, global = true, env = "LINLI_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<DatabaseUrl>,

    /// The data folder
    #[arg(long, global = true, env = "LINLI_DATA", value_name = "FOLDER", default_value = "./data")]
    pub data: PathBuf,

    /// The folder of the pictures that go with orders  [default: photos in the data folder]
    #[arg(long, global = true, env = "LINLI_PHOTOS", value_name = "FOLDER")]
    pub photos: Option<PathBuf>,

    /// The folder of the built site  [default: target/site here, or beside the program]
    #[arg(long, global = true, env = "LINLI_SITE", value_name = "FOLDER")]
    pub site: Option<PathBuf>,

    /// Where text messages go: log (printed, for trying out), file:PATH, or http:URL of a gateway
    #[arg(
        long,
        global = true,
        env = "LINLI_SMS",
        value_name = "WAY",
        default_value = "log",
        hide_env_values = true
    )]
    pub sms: SmsSetting,

    /// The time zone in which working days are counted, by its IANA name
    #[arg(long, global = true, env = "LINLI_TIMEZONE", value_name = "NAME", default_value = "Asia/Shanghai")]
    pub timezone: String,

    /// How many reverse proxies of your own stand before the server: that many last addresses of
    /// X-Forwarded-For are believed, and tries to sign in and what strangers read are counted by the one
    /// before them
    #[arg(long, global = true, env = "LINLI_PROXIES", value_name = "COUNT", default_value_t = 0)]
    pub proxies: u8,

    /// The address at which people reach the site; with https:// cookies are for HTTPS only
    #[arg(long, global = true, env = "LINLI_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
}

/// A database URL. `Debug` shows neither user nor password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl std::str::FromStr for DatabaseUrl {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.split(':').next().unwrap_or_default())?;
        f.write_str(":…")
    }
}

/// The raw setting of the SMS way. A gateway's URL may carry a key, so `Debug` shows the way only.
#[derive(Clone, PartialEq, Eq)]
pub struct SmsSetting(String);

impl std::str::FromStr for SmsSetting {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl std::fmt::Debug for SmsSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.split(':').next().unwrap_or_default())
    }
}

/// Why a setting is refused: a sentence for the operator, without the value when it may be secret.
#[derive(Debug, PartialEq, Eq)]
pub struct WrongSetting(pub String);

impl std::fmt::Display for WrongSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongSetting {}

impl Settings {
    /// Looks at every setting that every subcommand needs, before anything is touched.
    ///
    /// # Errors
    /// [`WrongSetting`].
    pub fn check(&self) -> Result<(), WrongSetting> {
        self.zone()?;
        self.sms()?;
        let url = self.database_url();
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            return wrong("LINLI_DATABASE_URL must begin with sqlite: or postgres://");
        }
        if self.database_file().is_some_and(|file| file.as_os_str().is_empty() || file.is_dir()) {
            return wrong("LINLI_DATABASE_URL must name a file after sqlite:");
        }
        match self.public_url.as_deref() {
            Some(url) if !url.starts_with("http://") && !url.starts_with("https://") => {
                wrong("LINLI_PUBLIC_URL must begin with http:// or https://")
            }
            _ => Ok(()),
        }
    }

    /// The database's URL; SQLite in the data folder unless another is set.
    #[must_use]
    pub fn database_url(&self) -> String {
        match &self.database_url {
            Some(DatabaseUrl(url)) => url.clone(),
            None => format!("sqlite:{}", self.data.join("linli.db").display()),
        }
    }

    /// The file of the database, when it is one.
    #[must_use]
    pub fn database_file(&self) -> Option<PathBuf> {
        let url = self.database_url();
        let path = url.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
    }

    /// The folder of the pictures.
    #[must_use]
    pub fn photos(&self) -> PathBuf {
        self.photos.clone().unwrap_or_else(|| self.data.join("photos"))
    }

    /// Whether people come by HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// The time zone.
    ///
    /// # Errors
    /// When no such zone is known.
    pub fn zone(&self) -> Result<TimeZone, WrongSetting> {
        TimeZone::get(&self.timezone).map_err(|_| {
            WrongSetting(format!(
                "LINLI_TIMEZONE is {:?}, which is no time zone of the IANA list; Asia/Shanghai is one",
                self.timezone
            ))
        })
    }

    /// Where text messages go.
    ///
    /// # Errors
    /// When the setting is none of the three ways.
    pub fn sms(&self) -> Result<Sms, WrongSetting> {
        Sms::parse(&self.sms.0).map_err(|why| WrongSetting(format!("LINLI_SMS {why}")))
    }

    /// The same, when they can go there as far as can be seen before the first one.
    ///
    /// # Errors
    /// When they are to be written to a file, and it cannot be written.
    pub fn working_sms(&self) -> Result<Sms, WrongSetting> {
        let sms = self.sms()?;
        sms.try_out().map_err(|why| WrongSetting(format!("LINLI_SMS {why}")))?;
        Ok(sms)
    }

    /// The folder of the built site.
    ///
    /// # Errors
    /// When there is none.
    pub fn site(&self) -> Result<PathBuf, WrongSetting> {
        if let Some(site) = &self.site {
            return if site.is_dir() {
                Ok(site.clone())
            } else {
                wrong(&format!("LINLI_SITE is {}, which is no folder; `make build` makes it", site.display()))
            };
        }
        let candidates = site_candidates(std::env::current_exe().ok().as_deref());
        candidates.iter().find(|it| it.is_dir()).cloned().ok_or_else(|| {
            let looked: Vec<String> = candidates.iter().map(|it| it.display().to_string()).collect();
            WrongSetting(format!(
                "the built site was not found (looked in {}); run `make build`, or set LINLI_SITE to its folder",
                looked.join(", ")
            ))
        })
    }
}

/// Where a built site lies when nobody says: here, beside the program, or one above it.
fn site_candidates(program: Option<&Path>) -> Vec<PathBuf> {
    let mut candidates = vec![PathBuf::from("target/site")];
    if let Some(folder) = program.and_then(Path::parent) {
        candidates.push(folder.join("site"));
        if let Some(above) = folder.parent() {
            candidates.push(above.join("site"));
        }
    }
    candidates
}

fn wrong<T>(sentence: &str) -> Result<T, WrongSetting> {
    Err(WrongSetting(sentence.to_owned()))
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    fn settings(args: &[&str]) -> Settings {
        Line::parse_from(std::iter::once("linli").chain(args.iter().copied())).settings
    }

    #[test]
    fn no_secret_shows_in_debug_output() {
        let settings = settings(&[
            "--database-url",
            "postgres://linli:geheim@db.example/linli",
            "--sms",
            "http://gateway.example/send?key=geheim",
        ]);
        let shown = format!("{settings:?}");
        assert!(!shown.contains("geheim") && !shown.contains("db.example"), "{shown}");
        assert!(shown.contains("postgres:…"), "{shown}");
    }

    #[test]
    fn a_refused_database_url_is_not_repeated() {
        let refused = settings(&["--database-url", "mysql://linli:geheim@db/linli"]).check();
        let sentence = refused.expect_err("refused").to_string();
        assert!(sentence.contains("LINLI_DATABASE_URL") && !sentence.contains("geheim"), "{sentence}");
    }

    #[test]
    fn a_database_without_a_file_is_refused() {
        for url in ["sqlite:", "sqlite://", "sqlite:?mode=rwc", "sqlite:/"] {
            let refused = settings(&["--database-url", url]).check();
            let sentence = refused.expect_err(url).to_string();
            assert!(sentence.contains("LINLI_DATABASE_URL"), "{sentence}");
        }
    }

    #[test]
    fn the_database_is_a_file_in_the_data_folder_unless_another_is_set() {
        assert_eq!(settings(&["--data", "/srv/linli"]).database_url(), "sqlite:/srv/linli/linli.db");
        let file = settings(&["--database-url", "sqlite:///tmp/a.db?mode=rwc"]).database_file();
        assert_eq!(file, Some(PathBuf::from("/tmp/a.db")));
        assert_eq!(settings(&["--database-url", "postgres://x"]).database_file(), None);
    }

    #[test]
    fn pictures_are_in_the_data_folder_unless_another_is_set() {
        assert_eq!(settings(&["--data", "/srv/linli"]).photos(), PathBuf::from("/srv/linli/photos"));
        assert_eq!(settings(&["--photos", "/mnt/photos"]).photos(), PathBuf::from("/mnt/photos"));
    }

    #[test]
    fn wrong_values_are_refused_with_the_name_of_the_setting() {
        for (flag, value, name) in [
            ("--timezone", "Mars/Olympus", "LINLI_TIMEZONE"),
            ("--sms", "pigeon", "LINLI_SMS"),
            ("--public-url", "linli.example", "LINLI_PUBLIC_URL"),
        ] {
            let sentence = settings(&[flag, value]).check().expect_err(flag).to_string();
            assert!(sentence.contains(name), "{sentence}");
        }
    }
}
