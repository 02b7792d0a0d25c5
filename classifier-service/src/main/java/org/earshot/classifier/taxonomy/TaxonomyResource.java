package org.earshot.classifier.taxonomy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import org.earshot.events.Band;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the codes of bands, categories and circumstances are called, for whoever shows them. */
@Path("/v1/taxonomy")
@RolesAllowed({
    "caseworker",
    "supervisor",
    "duty-manager",
    "auditor",
    "analyst",
    "approver",
    "data-protection-officer"
})
class TaxonomyResource {

    private final Taxonomy taxonomy;

    TaxonomyResource(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    record Vocabulary(
            String version,
            List<Taxonomy.BandEntry> bands,
            List<CategoryEntry> categories,
            List<ModifierEntry> modifiers) {}

    /**
     * @param startsAt the band that this category gives by itself
     */
    record CategoryEntry(String code, Taxonomy.Name name, Band startsAt) {}

    record ModifierEntry(String code, String meaning) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The names of bands, categories and circumstances, English and Welsh")
    public Vocabulary vocabulary() {
        return new Vocabulary(
                taxonomy.version(),
                taxonomy.bands(),
                taxonomy.categories().stream()
                        .map(c -> new CategoryEntry(c.code(), c.name(), c.floor()))
                        .toList(),
                taxonomy.modifiers().values().stream()
                        .map(m -> new ModifierEntry(m.code(), m.meaning()))
                        .sorted(Comparator.comparing(ModifierEntry::code))
                        .toList());
    }
}
