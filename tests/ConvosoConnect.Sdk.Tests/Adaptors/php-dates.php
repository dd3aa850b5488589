<?php
// Prints what PHP makes of dates, for the tests to compare with:
//   php php-dates.php format > php-dates.tsv      every format at many moments in several zones; 'age' as of the NOW below
//   php php-dates.php read > php-reading.tsv      Unix seconds of text without an offset, in and around daylight-saving gaps and overlaps
//   php php-dates.php zones > php-zones.tsv       the abbreviation (T) of every zone in January and July 2025
const NOW = '2026-03-01T12:00:00Z';
const ZONES = ['America/Los_Angeles', 'UTC', 'Asia/Kathmandu', 'Europe/London', 'America/Phoenix', 'Australia/Lord_Howe'];
const FORMATS = ['Y-m-d H:i:s', 'Y-m-d', 'm/d/Y', 'D M j G:i:s T Y', 'j-m-y', 'Ymd', 'm.d.y', 'm/d/y g:i a', 'm/d/y', 'F j, Y, g:i a',
    'j, n, Y', 'Y-m-d\TH:i:s', 'timestamp', 'age', 'Ymd\THis\Z', 'm/d/Y H:i:s'];

function transitions(int $fromYear, int $toYear): array
{
    $all = [];
    foreach (ZONES as $zone) {
        $found = (new DateTimeZone($zone))->getTransitions(gmmktime(0, 0, 0, 1, 1, $fromYear), gmmktime(0, 0, 0, 1, 1, $toYear));
        foreach (array_slice($found ?: [], 1) as $transition) {
            $all[] = [$zone, $transition['ts']];
        }
    }
    return $all;
}

// Calendar dates, so that a birthday counts from midnight; DateTime::diff turns a date in the future around, so its sign is put back.
function age(DateTime $date, DateTimeZone $zone): string
{
    $utc = new DateTimeZone('UTC');
    $today = new DateTime((new DateTime(NOW))->setTimezone($zone)->format('Y-m-d'), $utc);
    $diff = (new DateTime($date->format('Y-m-d'), $utc))->diff($today);
    return (string) ($diff->invert ? -$diff->y : $diff->y);
}

function render(DateTime $date, string $format, DateTimeZone $zone): string
{
    return match ($format) {
        'timestamp' => $date->format('U'),
        'age' => age($date, $zone),
        'Ymd\THis\Z' => (clone $date)->setTimezone(new DateTimeZone('UTC'))->format($format),
        default => $date->format($format),
    };
}

function formats(): void
{
    $moments = [];
    foreach (transitions(2026, 2028) as [, $ts]) {
        array_push($moments, $ts - 1, $ts, $ts + 1800);
    }
    foreach (['1950-06-15', '1969-12-31', '1970-01-01', '1999-12-31', '2000-02-29', '2024-02-29', '2025-12-31', '2026-03-01', '2037-07-04'] as $day) {
        foreach (['00:00:00', '12:34:56', '23:59:59'] as $time) {
            $moments[] = (new DateTime("$day $time", new DateTimeZone('UTC')))->getTimestamp();
        }
    }
    foreach (ZONES as $zone) {
        $newYear = (new DateTime('2027-01-01', new DateTimeZone($zone)))->getTimestamp();
        array_push($moments, $newYear - 1, $newYear);
    }
    sort($moments);
    echo implode("\t", ['zone', 'unix', ...FORMATS]), "\n";
    foreach (ZONES as $name) {
        $zone = new DateTimeZone($name);
        foreach (array_unique($moments) as $moment) {
            $date = (new DateTime("@$moment"))->setTimezone($zone);
            echo implode("\t", [$name, $moment, ...array_map(fn ($format) => render($date, $format, $zone), FORMATS)]), "\n";
        }
    }
}

function reading(): void
{
    echo "zone\ttext\tunix\n";
    $changes = transitions(2026, 2027);
    foreach (['Europe/Berlin', 'Australia/Sydney', 'America/St_Johns', 'America/New_York'] as $zone) {
        foreach (array_slice((new DateTimeZone($zone))->getTransitions(gmmktime(0, 0, 0, 1, 1, 2026), gmmktime(0, 0, 0, 1, 1, 2027)), 1) as $t) {
            $changes[] = [$zone, $t['ts']];
        }
    }
    $changes[] = ['Asia/Kathmandu', 504901800];
    $changes[] = ['Pacific/Apia', 1325239200];
    foreach ($changes as [$name, $ts]) {
        $zone = new DateTimeZone($name);
        // Wall clocks in five-minute steps from two hours before the change to two hours after it, as if the old offset went on.
        $offset = (new DateTime('@' . ($ts - 1)))->setTimezone($zone)->getOffset();
        for ($step = -24; $step <= 24; $step++) {
            $text = gmdate('Y-m-d H:i:s', $ts + $offset + $step * 300);
            echo implode("\t", [$name, $text, (new DateTime($text, $zone))->getTimestamp()]), "\n";
        }
    }
}

function zones(): void
{
    echo "zone\tjanuary\tjuly\n";
    foreach (DateTimeZone::listIdentifiers() as $name) {
        $zone = new DateTimeZone($name);
        echo implode("\t", [$name, (new DateTime('2025-01-15', $zone))->format('T'), (new DateTime('2025-07-15', $zone))->format('T')]), "\n";
    }
}

match ($argv[1] ?? '') {
    'format' => formats(),
    'read' => reading(),
    'zones' => zones(),
};
