package app.diptych.cli;

import app.diptych.clone.Words;
import app.diptych.json.JsonObject;
import app.diptych.nbd.BlockSizes;
import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.ServerFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/// What an NBD server tells, for people and for scripts.
///
/// @param uri how it was named
/// @param facts what it told
record ServerWords(String uri, ServerFacts facts) {

  /// For people.
  String text() {
    var text = new FactSheet().heading(uri);
    text.line("kind", "NBD server");
    text.line("TLS", facts.isEncrypted() ? "yes" : "no");
    text.line(
        "replies",
        facts.hasExtendedHeaders()
            ? "structured, extended headers"
            : facts.hasStructuredReplies() ? "structured" : "simple");
    text.line("exports", Integer.toString(facts.exports().size()));
    facts.exports().forEach(export -> describe(text, export));
    return text.toString();
  }

  private static void describe(FactSheet text, ExportFacts export) {
    text.heading(
        export.name().isEmpty() ? "the default export" : "export \"" + export.name() + "\"");
    export.description().ifPresent(words -> text.line("description", words));
    text.line("size", FactSheet.exact(export.size()));
    text.line("writable", export.isReadOnly() ? "no" : "yes");
    text.line("rotational", export.isRotational() ? "yes" : "no");
    text.line("abilities", orNone(words(export)));
    export
        .blockSizes()
        .ifPresent(sizes ->
            text.line(
                "block sizes",
                String.format(
                    Locale.ENGLISH,
                    "at least %,d, best %,d, at most %,d bytes",
                    sizes.minimum(),
                    sizes.preferred(),
                    sizes.maximum())));
    text.line("contexts", orNone(export.contexts()));
  }

  private static String orNone(List<String> words) {
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  private static List<String> words(ExportFacts export) {
    return export.abilities().stream().sorted().map(Words::of).toList();
  }

  /// For scripts.
  JsonObject json() {
    return new JsonObject()
        .put("device", uri)
        .put("kind", "nbd")
        .put("tls", facts.isEncrypted())
        .put("structuredReplies", facts.hasStructuredReplies())
        .put("extendedHeaders", facts.hasExtendedHeaders())
        .put("exports", facts.exports().stream().map(ServerWords::json).toList());
  }

  private static JsonObject json(ExportFacts export) {
    return new JsonObject()
        .put("name", export.name())
        .put("description", export.description())
        .put("size", export.size())
        .put("readOnly", export.isReadOnly())
        .put("rotational", export.isRotational())
        .putTexts("abilities", words(export))
        .put("minimumBlockSize", size(export, BlockSizes::minimum))
        .put("preferredBlockSize", size(export, BlockSizes::preferred))
        .put("maximumBlockSize", size(export, BlockSizes::maximum))
        .putTexts("contexts", export.contexts());
  }

  private static OptionalLong size(ExportFacts export, ToLongFunction<BlockSizes> which) {
    Optional<BlockSizes> sizes = export.blockSizes();
    return sizes.map(s -> OptionalLong.of(which.applyAsLong(s))).orElse(OptionalLong.empty());
  }
}
