package app.diptych.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Calls over a real bus to what stands for a desktop and systemd-logind there.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class DesktopTest {
  private static final String NOWHERE = "unix:path=/nowhere/bus";

  @Test
  void theSystemStaysAwakeUntilItIsClosed() throws Exception {
    try (DesktopLab lab = DesktopLab.start()) {
      Inhibition held = Inhibitor.over(lab.address()).hold("Diptych", "it's at \"work\"");

      assertThat(held.isHeld()).isTrue();
      assertThat(lab.line())
          .isEqualTo("inhibit shutdown:sleep:idle Diptych it's at \"work\" block");
      assertThat(lab.line()).startsWith("inhibit handle-lid-switch");

      held.close();
      held.close();

      assertThat(List.of(lab.line(), lab.line()))
          .containsExactlyInAnyOrder("released shutdown:sleep:idle", "released handle-lid-switch");
    }
  }

  @Test
  void whoMayNotHoldTheLidHoldsTheRest() throws Exception {
    try (DesktopLab lab = DesktopLab.start("nolid");
        Inhibition held = Inhibitor.over(lab.address()).hold("Diptych", "work")) {
      assertThat(held.isHeld()).isTrue();
      assertThat(lab.line()).startsWith("inhibit shutdown:sleep:idle");
    }
  }

  @Test
  void aNoticeIsTextAndNoMarkup() throws Exception {
    try (DesktopLab lab = DesktopLab.start();
        Notifier notifier = Notifier.over(lab.address())) {
      assertThat(notifier.tell(new Notice("It's done", "A & <b> onto 'C'", false))).isTrue();
      assertThat(lab.line()).isEqualTo("notify It's done | A &amp; &lt;b&gt; onto 'C' | 1");

      assertThat(notifier.tell(new Notice("Failed", "It did", true))).isTrue();
      assertThat(lab.line()).isEqualTo("notify Failed | It did | 2");
    }
  }

  @Test
  void whereThereIsNobodyNothingHappens() {
    try (Inhibition none = Inhibitor.over(NOWHERE).hold("Diptych", "work");
        Notifier nobody = Notifier.over(NOWHERE)) {
      assertThat(none.isHeld()).isFalse();
      assertThat(nobody.tell(new Notice("a", "b", false))).isFalse();
    }
  }
}
