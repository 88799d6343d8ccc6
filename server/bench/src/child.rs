//! A server as a child process.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;

/// A running server; it ends with this value.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub addr: SocketAddr,
    /// When its process was started.
    pub started: Instant,
}

/// The command that runs Linli on a data folder, as an operator would: with its usual log, which
/// goes to a file.
pub fn linli(program: &Path, data: &Path, site: &Path) -> Result<Command, Failure> {
    let log = File::options().create(true).append(true).open(data.join("server.log"))?;
    let mut command = Command::new(program);
    for name in ["LINLI_DATABASE_URL", "LINLI_LOG", "RUST_LOG", "LINLI_PUBLIC_URL", "LINLI_TIMEZONE"] {
        command.env_remove(name);
    }
    command
        .env("LINLI_ADDR", "127.0.0.1:0")
        .env("LINLI_DATA", data)
        .env("LINLI_SITE", site)
        .env("LINLI_SMS", format!("file:{}", data.join("sms.jsonl").display()))
        .stderr(log);
    Ok(command)
}

/// What went wrong, with the last thing that Linli said: its folder is gone when this is read.
pub fn with_log(error: Failure, data: &Path) -> Failure {
    let log = std::fs::read_to_string(data.join("server.log")).unwrap_or_default();
    format!("{error}; the end of its log: {}", log.lines().last().unwrap_or("(empty)")).into()
}

impl Server {
    /// Starts it and waits for the line that says where it is.
    pub fn start(mut command: Command) -> Result<Self, Failure> {
        let started = Instant::now();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        let out = child.stdout.take().ok_or("the server has no output")?;
        BufReader::new(out).read_line(&mut line)?;
        let addr = line.trim().rsplit("http://").next().unwrap_or_default().parse();
        let mut server = Self { child, addr: SocketAddr::from(([127, 0, 0, 1], 0)), started };
        server.addr = addr.map_err(|_| format!("the server did not start; it said {line:?}"))?;
        Ok(server)
    }

    /// Resident memory now, in bytes.
    pub fn memory(&self) -> Result<u64, Failure> {
        self.status("VmRSS:")
    }

    /// The most that was resident since it was started, in bytes.
    pub fn peak_memory(&self) -> Result<u64, Failure> {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> Result<u64, Failure> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kib = text
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
        Ok(kib.ok_or("the system does not say how much memory a process has")? * 1_024)
    }

    /// SIGTERM, and waits until it has ended.
    pub fn stop(mut self) -> Result<(), Failure> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        let until = Instant::now() + Duration::from_secs(15);
        while Instant::now() < until {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Err("the server did not stop".into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
