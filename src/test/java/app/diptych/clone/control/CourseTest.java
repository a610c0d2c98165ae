package app.diptych.clone.control;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.Phase;
import app.diptych.report.JobReport;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class CourseTest {
  @Test
  void howLongItTookDoesNotDependOnTheClockThatPeopleSet() {
    var clock = new AtomicLong(-1);
    var course = new Course(clock::get);
    clock.addAndGet(TimeUnit.HOURS.toNanos(3));
    course.turn(Phase.COPYING, 0, 0);
    clock.addAndGet(TimeUnit.HOURS.toNanos(4));

    JobReport.Course told = course.end(1);

    assertThat(told.took()).isEqualTo(Duration.ofHours(7));
    assertThat(told.phases())
        .extracting(JobReport.Phase::millis)
        .containsExactly(TimeUnit.HOURS.toMillis(3), TimeUnit.HOURS.toMillis(4));
  }

  @Test
  void itDoesNotEndBeforeItBeganWhereTheClockIsSetBack() {
    var clock = new AtomicLong();
    var wall = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    var course = new Course(clock::get, wall::get);
    clock.addAndGet(TimeUnit.MINUTES.toNanos(5));
    wall.set(Instant.parse("2026-03-01T11:00:00Z"));

    JobReport.Course told = course.end(1);

    assertThat(told.started()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(told.ended()).isEqualTo("2026-03-01T12:05:00Z");
  }

  @Test
  void theTimeThatTheMachineSleptIsBetweenStartAndEnd() {
    var wall = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    var course = new Course(() -> 0, wall::get);
    wall.set(Instant.parse("2026-03-01T20:00:00Z"));

    assertThat(course.end(1).ended()).isEqualTo("2026-03-01T20:00:00Z");
  }

  @Test
  void whatWasDoneBeforeIsNoRate() {
    var clock = new AtomicLong();
    var course = new Course(clock::get);
    course.turn(Phase.COPYING, 0, 0);
    course.passOver(7000);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
    course.turn(Phase.FLUSHING, 7100, 7100);
    course.turn(Phase.IN_SYNC, 7100, 7100);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));

    course.end(7100);

    assertThat(course.meanRate()).isEqualTo(50);
    assertThat(course.peakRate()).isEqualTo(50);
  }
}
