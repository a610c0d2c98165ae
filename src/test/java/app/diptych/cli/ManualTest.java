package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The manual pages, made of the commands.
final class ManualTest {
  private final List<ManualPage> pages = Manual.pages("1.2.3", "2026-11-22");

  @Test
  void everyCommandButTheDemoHasAPage() {
    assertThat(pages)
        .extracting(ManualPage::fileName)
        .contains("diptych.1", "diptych-clone.1", "diptych-disks.1", "diptych-window.1")
        .doesNotContain("diptych-demo.1");
  }

  @Test
  void everyPageHasTheSectionsThatAreLookedFor() {
    assertThat(pages)
        .extracting(ManualPage::text)
        .allSatisfy(text ->
            assertThat(text)
                .contains(".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS")
                .contains(".SH FILES", ".SH SEE ALSO"));
  }

  @Test
  void aPageTellsOptionsExamplesAndExitCodes() {
    String clone = page("diptych-clone.1");

    assertThat(clone)
        .startsWith(".TH DIPTYCH-CLONE 1 \"2026-11-22\" \"Diptych 1.2.3\" \"Diptych\"\n")
        .contains("diptych\\-clone \\- clones SOURCE")
        .contains(".TP\n\\fB\\-\\-verify\\fR\n")
        .contains(".TP\n\\fISOURCE\\fR\n")
        .contains(".SH EXIT STATUS\nExit codes: 0 done")
        .contains(".nf\ndiptych clone /dev/");
  }

  @Test
  void thePageOfTheProgramLeadsToTheOthers() {
    assertThat(page("diptych.1"))
        .contains(".SH COMMANDS\n", ".BR diptych\\-clone (1)\n")
        .doesNotContain("demo");
  }

  @Test
  void noLineIsTakenForACommandOfRoff() {
    assertThat(pages)
        .flatExtracting(page -> page.text().lines().toList())
        .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
        .allMatch(line -> line.matches("\\.(TH|SH|TP|PP|BR|B|I|nf|fi)( .*)?"));
  }

  @Test
  void bashOffersTheWordsThatTheCommandsTake() {
    assertThat(Manual.completion())
        .contains(
            "(\"exact\" \"start\")",
            "(\"write-blocking\" \"background\")",
            "(\"both\" \"hash\")",
            "(\"stop\" \"skip\")",
            "(\"writeback\" \"none\")",
            "(\"bar\" \"plain\" \"json\" \"none\")")
        .doesNotContain("EXACT", "WRITE_BLOCKING");
  }

  private String page(String fileName) {
    return pages.stream()
        .filter(page -> page.fileName().equals(fileName))
        .findFirst()
        .orElseThrow()
        .text();
  }
}
