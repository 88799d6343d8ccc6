//! Signing in: a phone number, the code sent to it, or (staff) password and second factor.

use serde::{Deserialize, Serialize};

use super::{FieldErrors, Phone, Problem, Reader, plain_digits};

/// Step one of residents and volunteers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneForm {
    /// The number as typed.
    pub phone: String,
}

impl PhoneForm {
    /// # Errors
    /// What is wrong with the number.
    pub fn parse(&self) -> Result<Phone, FieldErrors> {
        Phone::parse(&self.phone).map_err(|problem| FieldErrors::one("phone", problem))
    }
}

/// Step two: the six digits.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// The number again.
    pub phone: String,
    /// Six digits.
    pub code: String,
    /// How to be called; asked of new people, may stay empty.
    pub name: String,
}

impl CodeForm {
    /// # Errors
    /// What is wrong with number, code or name.
    pub fn parse(&self) -> Result<(Phone, String, Option<String>), FieldErrors> {
        let mut read = Reader::new();
        let phone = Phone::parse(&self.phone).map_err(|problem| read.errors.add("phone", problem)).ok();
        let code = digits(&mut read, "code", &self.code, 6);
        let name = read.optional("name", &self.name, 20);
        read.errors.unless_wrong(phone.zip(code).map(|(phone, code)| (phone, code, name)))
    }
}

/// Staff: phone, password, and the six digits of the authenticator.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StaffForm {
    /// The number as typed.
    pub phone: String,
    /// The password as typed.
    pub password: String,
    /// Six digits.
    pub totp: String,
}

/// What staff sign in with.
pub struct StaffSignIn {
    /// Who.
    pub phone: Phone,
    /// What they know.
    pub password: String,
    /// What they have.
    pub totp: String,
}

impl StaffForm {
    /// # Errors
    /// What is missing or malformed; whether it matches is not decided here.
    pub fn parse(&self) -> Result<StaffSignIn, FieldErrors> {
        let mut read = Reader::new();
        let phone = Phone::parse(&self.phone).map_err(|problem| read.errors.add("phone", problem)).ok();
        if self.password.is_empty() {
            read.errors.add("password", Problem::Missing);
        } else if self.password.chars().count() > 128 {
            read.errors.add("password", Problem::TooLong);
        }
        let totp = digits(&mut read, "totp", &self.totp, 6);
        let password = self.password.clone();
        read.errors.unless_wrong(phone.zip(totp).map(|(phone, totp)| StaffSignIn { phone, password, totp }))
    }
}

/// Exactly `count` digits.
pub(super) fn digits(read: &mut Reader, field: &str, raw: &str, count: usize) -> Option<String> {
    let digits = plain_digits(raw);
    if digits.is_empty() {
        read.errors.add(field, Problem::Missing);
        return None;
    }
    if digits.len() != count || !digits.bytes().all(|b| b.is_ascii_digit()) {
        read.errors.add(field, Problem::Malformed);
        return None;
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_landline_signs_nobody_in() {
        let phone = "0813-2234567".to_owned();
        let wrong = FieldErrors::one("phone", Problem::Malformed);
        assert_eq!(PhoneForm { phone: phone.clone() }.parse(), Err(wrong.clone()));
        let code = CodeForm { phone: phone.clone(), code: "123456".to_owned(), name: String::new() };
        assert_eq!(code.parse(), Err(wrong.clone()));
        let staff = StaffForm { phone, password: "password".to_owned(), totp: "123456".to_owned() };
        assert_eq!(staff.parse().map(drop), Err(wrong));
    }
}
