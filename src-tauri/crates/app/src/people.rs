//! The colleagues tasks are assigned to.

use dean06_domain::text::clean;
use dean06_store::person::{self, Person};

use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::views::{Nothing, PersonId, PersonInput, PersonView};

impl Ledger {
    /// The colleagues on the list.
    pub fn people(&self, _: &Nothing) -> Result<Vec<PersonView>, Refusal> {
        Ok(person::active(self.store()?.read())?.into_iter().map(person_view).collect())
    }

    /// Stores a colleague; a new one without an id.
    pub fn save_person(&self, input: &PersonInput) -> Result<Vec<PersonView>, Refusal> {
        let name = clean(&input.name);
        if name.is_empty() {
            return Err(Refusal::invalid("Chưa ghi họ và tên"));
        }
        self.change(|change| {
            let id = input.id.unwrap_or(0);
            if id != 0 && person::get(change.read(), id)?.is_none() {
                return Err(unknown());
            }
            let position = clean(&input.position);
            person::put(change, &Person { id, name, position, leader: input.leader, active: true })?;
            Ok(())
        })?;
        self.people(&Nothing {})
    }

    /// Takes a colleague off the list; what they did stays.
    pub fn remove_person(&self, input: &PersonId) -> Result<Vec<PersonView>, Refusal> {
        self.change(|change| {
            let person = person::get(change.read(), input.id)?.ok_or_else(unknown)?;
            person::put(change, &Person { active: false, ..person })?;
            Ok(())
        })?;
        self.people(&Nothing {})
    }
}

fn unknown() -> Refusal {
    Refusal::not_found("Không có người này trong danh sách; hãy mở lại danh sách")
}

/// A colleague, to be shown.
pub(crate) fn person_view(person: Person) -> PersonView {
    PersonView { id: person.id, name: person.name, position: person.position, leader: person.leader }
}
