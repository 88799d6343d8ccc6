//! Passwords of staff: Argon2id, 19 MiB, two passes (trust.md A6), and the second factor (RFC 6238).

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::time::Timestamp;
use tokio::sync::Semaphore;

use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// At most two hashes at a time: each takes 19 MiB and a core.
static SLOTS: Semaphore = Semaphore::const_new(2);

/// A hash of nobody's password, so that an unknown number takes as long as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keQ$8Tn0QGyRM4xYEJBAQw5TRwqL7GJ5uqmDwSLwWXVo2sA";

/// What a password to be typed from paper is made of: nothing that is mistaken for something else.
pub(crate) const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A password for somebody who has none yet: four groups of four letters, 79 bits.
#[must_use]
pub fn generated(ctx: &Ctx) -> String {
    let mut letters = String::with_capacity(19);
    while letters.len() < 19 {
        if letters.len() % 5 == 4 {
            letters.push('-');
        }
        let mut byte = [0_u8];
        ctx.chance.fill(&mut byte);
        // one of 32 that is none of the 31 is drawn again: the rest are equally likely
        if let Some(letter) = LETTERS.get(usize::from(byte[0] % 32)) {
            letters.push(char::from(*letter));
        }
    }
    letters
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("the parameters are within their limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of a password, in PHC form.
///
/// # Errors
/// When the worker thread is gone.
pub async fn hash(ctx: &Ctx, password: &str) -> Result<String> {
    let mut salt = [0_u8; 16];
    ctx.chance.fill(&mut salt);
    let password = password.to_owned();
    let _slot = SLOTS.acquire().await.map_err(|error| Error::internal("hashing a password", error))?;
    tokio::task::spawn_blocking(move || {
        let salt = SaltString::encode_b64(&salt).expect("16 bytes are a salt");
        argon2().hash_password(password.as_bytes(), &salt).map(|hash| hash.to_string())
    })
    .await
    .map_err(|error| Error::internal("hashing a password", error))?
    .map_err(|error| Error::internal("hashing a password", error.to_string()))
}

/// Whether it is the password behind the hash.
///
/// # Errors
/// When the worker thread is gone, or the stored hash is none.
pub async fn verify(password: &str, stored: &str) -> Result<bool> {
    let (password, stored) = (password.to_owned(), stored.to_owned());
    let _slot = SLOTS.acquire().await.map_err(|error| Error::internal("checking a password", error))?;
    tokio::task::spawn_blocking(move || {
        let stored = PasswordHash::new(&stored).map_err(|error| error.to_string())?;
        Ok(argon2().verify_password(password.as_bytes(), &stored).is_ok())
    })
    .await
    .map_err(|error| Error::internal("checking a password", error))?
    .map_err(|error: String| Error::internal("reading a password hash", error))
}

/// Takes as long as [`verify`], and is always wrong.
///
/// # Errors
/// When the worker thread is gone.
pub async fn burn(password: &str) -> Result<()> {
    verify(password, NOBODY).await.map(|_| ())
}

/// The time step for which these six digits are right: this one, or the one before or after.
#[must_use]
pub fn totp_step(secret: &str, digits: &str, now: Timestamp) -> Option<i64> {
    let secret = totp_rs::Secret::Encoded(secret.to_owned()).to_bytes().ok()?;
    let totp = totp_rs::TOTP::new_unchecked(totp_rs::Algorithm::SHA1, 6, 0, 30, secret);
    let step = now.0 / 30_000;
    (step - 1..=step + 1).find(|step| {
        u64::try_from(step * 30).is_ok_and(|seconds| crate::hash::same(&totp.generate(seconds), digits))
    })
}

/// The six digits an authenticator shows now: for tests and for the demo's sign-in page.
#[must_use]
pub fn totp_now(secret: &str, now: Timestamp) -> Option<String> {
    let secret = totp_rs::Secret::Encoded(secret.to_owned()).to_bytes().ok()?;
    let totp = totp_rs::TOTP::new_unchecked(totp_rs::Algorithm::SHA1, 6, 0, 30, secret);
    Some(totp.generate(u64::try_from(now.0 / 1_000).ok()?))
}

/// A new secret for an authenticator, in base32.
#[must_use]
pub fn totp_secret(ctx: &Ctx) -> String {
    let mut bytes = [0_u8; 20];
    ctx.chance.fill(&mut bytes);
    totp_rs::Secret::Raw(bytes.to_vec()).to_encoded().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_of_rfc_6238_are_right_for_their_step_and_their_neighbours_only() {
        // appendix B: secret "12345678901234567890", T = 59 s, last six digits of 94287082
        let secret = totp_rs::Secret::Raw(b"12345678901234567890".to_vec()).to_encoded().to_string();
        let at = |seconds: i64| totp_step(&secret, "287082", Timestamp(seconds * 1000));
        assert_eq!(at(59), Some(1));
        assert_eq!(at(61), Some(1));
        assert_eq!(at(29), Some(1));
        assert_eq!(at(121), None);
    }

    #[tokio::test]
    async fn nobodys_hash_can_be_read_and_fits_no_password() {
        assert!(!verify("", NOBODY).await.expect("a well-formed hash"));
    }
}
