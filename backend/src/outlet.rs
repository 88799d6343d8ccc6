//! Ports to the world. SMS is the only one so far, with three real adapters.

use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;
use tokio::io::AsyncWriteExt as _;

/// A message on its way to a phone.
#[derive(Clone, Serialize)]
pub struct SmsMessage {
    /// Eleven digits.
    pub to: String,
    /// The whole text.
    pub text: String,
    /// The one-time code in it, if there is one.
    pub code: Option<String>,
    /// Milliseconds UTC.
    pub at: i64,
}

/// Where messages to phones go.
#[derive(Clone)]
pub enum Sms {
    /// Development: printed to standard output, never to the log.
    Log,
    /// One JSON line a message, for this user of the machine only: codes stand in it.
    File(PathBuf),
    /// A gateway: the message as a JSON body.
    Http {
        /// Its address, from the configuration only.
        url: String,
        /// Keeps connections.
        client: reqwest::Client,
    },
}

/// Why a message did not go out.
#[derive(Debug, thiserror::Error)]
pub enum SmsError {
    /// The file cannot be written.
    #[error("the SMS file cannot be written")]
    File(#[source] std::io::Error),
    /// The gateway did not take it.
    #[error("the SMS gateway did not take the message")]
    Gateway(#[source] reqwest::Error),
}

impl Sms {
    /// `log`, `file:PATH` or `http:URL` (also `http://…` and `https://…`).
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn parse(setting: &str) -> Result<Self, String> {
        if setting == "log" {
            return Ok(Self::Log);
        }
        if let Some(path) = setting.strip_prefix("file:") {
            return Ok(Self::File(path.into()));
        }
        let url = match setting.strip_prefix("http:") {
            Some(rest) if !rest.starts_with("//") => rest,
            _ => setting,
        };
        if url.starts_with("http://") || url.starts_with("https://") {
            let client = reqwest::Client::builder()
                .timeout(Duration::from_secs(10))
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .map_err(|error| error.to_string())?;
            return Ok(Self::Http { url: url.to_owned(), client });
        }
        Err("must be log, file:PATH or http:URL".to_owned())
    }

    /// Whether messages can be written to the file; what a gateway takes shows with the first one.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn try_out(&self) -> Result<(), String> {
        let Self::File(path) = self else { return Ok(()) };
        let opened = std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(path);
        opened
            .map(drop)
            .map_err(|error| format!("names the file {}, which cannot be written: {error}", path.display()))
    }

    /// Sends a message.
    ///
    /// # Errors
    /// [`SmsError`]; it may be tried again.
    pub async fn send(&self, message: &SmsMessage) -> Result<(), SmsError> {
        match self {
            Self::Log => {
                println!("SMS → {}: {}", message.to, message.text);
                Ok(())
            }
            Self::File(path) => {
                let mut line = serde_json::to_vec(message).unwrap_or_default();
                line.push(b'\n');
                let mut file = tokio::fs::OpenOptions::new()
                    .create(true)
                    .append(true)
                    .mode(0o600)
                    .open(path)
                    .await
                    .map_err(SmsError::File)?;
                file.write_all(&line).await.map_err(SmsError::File)?;
                file.flush().await.map_err(SmsError::File)
            }
            Self::Http { url, client } => client
                .post(url)
                .json(message)
                .send()
                .await
                .and_then(reqwest::Response::error_for_status)
                .map(|_| ())
                .map_err(|error| SmsError::Gateway(error.without_url())),
        }
    }
}

impl std::fmt::Debug for Sms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Log => "log",
            Self::File(_) => "file",
            Self::Http { .. } => "http",
        })
    }
}
