//! What a token is good for. A scope only ever narrows what its owner may do.

use domain::form::{FieldErrors, Problem};

/// One scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Place, read and move orders, as whoever one is to them.
    Orders,
    /// Offers, yes and no, visits, and when I can be asked.
    Serve,
    /// My account, hours and points.
    Me,
    /// The desk; only for a token that was opened with password and second factor.
    Desk,
}

/// What `backend` looks for in the scopes of a token that was opened with a second factor.
const SECOND_FACTOR: &str = "staff";

impl Scope {
    /// Every scope.
    pub const ALL: &'static [Self] = &[Self::Orders, Self::Serve, Self::Me, Self::Desk];

    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Serve => "serve",
            Self::Me => "me",
            Self::Desk => "desk",
        }
    }

    /// Whether a token's scopes hold it.
    pub fn is_in(self, scopes: &str) -> bool {
        scopes.split(' ').any(|word| word == self.word())
    }
}

/// The scopes of a new token: those asked for, or all that the way of signing in allows.
pub fn granted(asked: &[String], second_factor: bool) -> Result<Vec<Scope>, FieldErrors> {
    let open: Vec<Scope> =
        Scope::ALL.iter().copied().filter(|scope| second_factor || *scope != Scope::Desk).collect();
    if asked.is_empty() {
        return Ok(open);
    }
    let mut scopes = Vec::new();
    for word in asked {
        match open.iter().find(|scope| scope.word() == word) {
            Some(scope) if !scopes.contains(scope) => scopes.push(*scope),
            Some(_) => {}
            None => return Err(FieldErrors::one("scopes", Problem::UnknownChoice)),
        }
    }
    Ok(scopes)
}

/// As they are kept with the session.
pub fn kept(scopes: &[Scope]) -> String {
    let mut words: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
    if scopes.contains(&Scope::Desk) {
        words.push(SECOND_FACTOR);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_asks_their_way_into_the_desk() {
        for word in ["desk", "staff", "orders staff", "admin"] {
            assert!(granted(&[word.to_owned()], false).is_err(), "{word}");
        }
        assert!(granted(&["staff".to_owned()], true).is_err());
        let all = granted(&[], false).expect("the open ones");
        assert_eq!(kept(&all), "orders serve me");
    }

    #[test]
    fn a_token_for_less_than_the_desk_has_no_rights_of_staff() {
        let few = granted(&["orders".to_owned(), "orders".to_owned()], true).expect("orders");
        assert_eq!(kept(&few), "orders");
        assert!(kept(&granted(&[], true).expect("all")).ends_with("desk staff"));
        assert!(Scope::Me.is_in("orders me") && !Scope::Me.is_in("orders meal"));
    }
}
