<?php
// Prints the table of src/ConvosoConnect.Sdk/Adaptors/ZoneAbbreviations.cs: php zone-abbreviations.php
// For every zone: what PHP's T printed for each offset (in minutes) from 1970 to 2037; the latest name wins. Purely numeric names are left out.
$groups = [];
foreach (DateTimeZone::listIdentifiers(DateTimeZone::ALL_WITH_BC) as $id) {
    try {
        $date = new DateTime('@0');
        $date->setTimezone(new DateTimeZone($id));
    } catch (Exception) {
        continue; // Some systems list files that are no zones.
    }
    $names = [];
    for ($unix = 0; $unix < 2145916800; $unix += 5 * 86400) {
        $date->setTimestamp($unix);
        if ($date->getOffset() % 60 === 0) {
            $names[$date->getOffset() / 60] = $date->format('T');
        }
    }
    $names = array_filter($names, fn ($name) => preg_match('/^[A-Za-z]+$/', $name));
    if ($names === [] || $id === 'localtime') {
        continue;
    }
    ksort($names);
    $head = implode(' ', array_map(fn ($offset, $name) => sprintf('%+d=%s', $offset, $name), array_keys($names), $names));
    $groups[$head][] = $id;
}
foreach ($groups as $head => $zones) {
    echo wordwrap($head . ' ' . implode(' ', $zones), 130, "\n"), "\n";
}
