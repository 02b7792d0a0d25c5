package org.earshot.routing.person;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.earshot.events.Person;
import org.jspecify.annotations.Nullable;

/** A person who was verified when the row was written. */
@Converter(autoApply = true)
public class PersonColumn implements AttributeConverter<@Nullable Person, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Person person) {
        return person == null ? null : person.subject();
    }

    @Override
    public @Nullable Person convertToEntityAttribute(@Nullable String subject) {
        return subject == null ? null : new Person(subject);
    }
}
