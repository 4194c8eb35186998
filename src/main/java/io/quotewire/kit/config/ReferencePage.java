package io.quotewire.kit.config;

import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes the reference page of the configuration, in Markdown, from the declarations of the sections. */
public final class ReferencePage {
    private final String environmentPrefix;
    private final StringBuilder page = new StringBuilder();

    private ReferencePage(String environmentPrefix) {
        this.environmentPrefix = environmentPrefix;
    }

    /**
     * Writes the page.
     *
     * @param title the heading
     * @param introduction what stands before the tables
     * @param environmentPrefix what the name of every environment variable starts with
     * @param sections the top-level sections, in any order
     * @return the page, ending with a line feed
     */
    public static String render(String title, String introduction, String environmentPrefix, List<Section> sections) {
        ReferencePage writer = new ReferencePage(environmentPrefix);
        writer.page
                .append("# ")
                .append(title)
                .append("\n\n")
                .append(introduction.strip())
                .append('\n');
        sections.stream().sorted(Comparator.comparing(Section::name)).forEach(s -> writer.section(s, s.name()));
        return writer.page.toString();
    }

    private void section(Section section, String path) {
        page.append("\n## `")
                .append(path)
                .append("`\n\n")
                .append(sentence(section.doc()))
                .append('\n');
        if (!section.keys().isEmpty()) {
            page.append("\n| key | allowed | default | environment | what it does |\n|---|---|---|---|---|\n");
            section.keys().forEach(key -> row(key, path));
        }
        section.sections().forEach(below -> section(below, path + "." + below.name()));
        Section each = section.each();
        if (each != null) {
            section(each, path + ".NAME");
        }
    }

    private void row(Key<?> key, String path) {
        Object otherwise = key.otherwise();
        List<String> notes = new ArrayList<>();
        notes.add(sentence(key.doc()));
        if (key.secret()) {
            notes.add("Secret: never printed.");
        }
        if (!key.enforced()) {
            notes.add("**Not yet enforced:** accepted and checked, without effect in this release.");
        }
        page.append("| `").append(key.name()).append("` | ");
        page.append(cell(key.kind().allowed())).append(" | ");
        page.append(otherwise == null ? "none" : "`" + cell(Json.encode(Effective.written(otherwise))) + "`");
        page.append(" | `").append(KeyPaths.environmentName(environmentPrefix, path + "." + key.name()));
        page.append("` | ").append(cell(String.join(" ", notes))).append(" |\n");
    }

    private static String sentence(String text) {
        String trimmed = text.strip();
        return trimmed.isEmpty() || trimmed.endsWith(".") ? trimmed : trimmed + ".";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
