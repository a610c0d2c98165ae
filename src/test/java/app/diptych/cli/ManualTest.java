package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @CsvSource({
    "diptych cl, clone",
    "diptych --v, --version",
    "diptych clone --verify-, --verify-by",
    "diptych serve --ca, --cache",
    "diptych clone --fit s, start",
    "diptych clone --fit = s, start",
    "diptych clone --fit =, exact start",
    "diptych clone a b --copy-mode = b, background",
    "diptych clone --verify-by h, hash",
    "diptych clone --on-read-error = '', stop skip",
    "diptych serve a --cache = w, writeback",
    "diptych verify --progress j, json"
  })
  @EnabledOnOs(OS.LINUX)
  void bashOffersTheWordsThatTheCommandsTake(String typed, String offered) throws Exception {
    assertThat(completed(typed)).isEqualTo(offered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diptych clone ol",
        "diptych clone old.img ''",
        "diptych info disk",
        "diptych clone --map = m",
        "diptych journals --forget c",
        "diptych window ''"
      })
  @EnabledOnOs(OS.LINUX)
  void namesOfFilesAreLeftToBash(String typed) throws Exception {
    assertThat(completed(typed)).isEmpty();
    assertThat(Manual.completion()).contains("complete -o default ").doesNotContain("compgen -f");
  }

  /// What bash offers for the last of these words.
  private static String completed(String typed) throws Exception {
    String asked =
        """

        compopt() { :; }
        COMP_WORDS=(%s) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _diptych
        echo ${COMPREPLY[*]}\
        """
            .formatted(typed);
    Dist.End end = Dist.end(new ProcessBuilder("bash", "-uc", Manual.completion() + asked));
    assertThat(end.err()).isEmpty();
    return end.out().strip();
  }

  private String page(String fileName) {
    return pages.stream()
        .filter(page -> page.fileName().equals(fileName))
        .findFirst()
        .orElseThrow()
        .text();
  }
}
