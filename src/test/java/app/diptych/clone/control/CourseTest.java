package app.diptych.clone.control;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.Phase;
import app.diptych.report.JobReport;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CourseTest {
  @Test
  void howLongItTookDoesNotDependOnTheClockThatPeopleSet() {
    var clock = new AtomicLong(-1);
    var course = new Course(clock::get);
    clock.addAndGet(TimeUnit.HOURS.toNanos(3));
    course.turn(Phase.COPYING, 0, true);
    clock.addAndGet(TimeUnit.HOURS.toNanos(4));

    JobReport.Course told = course.end(1);

    assertThat(told.took()).isEqualTo(Duration.ofHours(7));
    assertThat(told.phases())
        .extracting(JobReport.Phase::millis)
        .containsExactly(TimeUnit.HOURS.toMillis(3), TimeUnit.HOURS.toMillis(4));
  }
}
