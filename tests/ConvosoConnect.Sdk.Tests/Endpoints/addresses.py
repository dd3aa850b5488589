"""Writes addresses.tsv: addresses at and around the edges of each special network, with the verdict that the guard must give.

The table of networks is IANA's, typed anew; the narrowest network decides. Python's ipaddress module, which has its own copy of the registries, must agree
except where DECIDED says otherwise. Run: python3 addresses.py > addresses.tsv
"""
import ipaddress

PUBLIC = ["192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24", "2620:4f:8000::/48", "2000::/3"]
SPECIAL = {
    "0.0.0.0/8": "unspecified", "10.0.0.0/8": "private", "100.64.0.0/10": "carrier-grade NAT", "127.0.0.0/8": "loopback", "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "private", "192.0.0.0/24": "protocol assignment", "192.0.2.0/24": "documentation", "192.88.99.0/24": "6to4 relay",
    "192.168.0.0/16": "private", "198.18.0.0/15": "benchmarking", "198.51.100.0/24": "documentation", "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast", "240.0.0.0/4": "reserved", "255.255.255.255/32": "broadcast",
    "169.254.169.254/32": "cloud metadata", "100.100.100.200/32": "cloud metadata", "192.0.0.192/32": "cloud metadata", "168.63.129.16/32": "cloud platform",
    "::/128": "unspecified", "::1/128": "loopback", "::/96": "IPv4-compatible", "::ffff:0:0:0/96": "IPv4-translated", "64:ff9b:1::/48": "local NAT64",
    "100::/64": "discard-only", "100:0:0:1::/64": "dummy", "2001::/23": "protocol assignment", "2001::/32": "Teredo", "2001:2::/48": "benchmarking",
    "2001:10::/28": "ORCHID", "2001:20::/28": "ORCHID", "2001:db8::/32": "documentation", "3fff::/20": "documentation", "5f00::/16": "segment routing",
    "fc00::/7": "unique local", "fe80::/10": "link-local", "fec0::/10": "site-local", "ff00::/8": "multicast",
    "fd00:ec2::254/128": "cloud metadata", "fd20:ce::254/128": "cloud metadata",
}
# Where Python calls global what we close, or knows nothing: single reachable addresses within closed blocks, multicast, metadata. IPv6 space not in use is closed whatever Python says.
DECIDED = ["192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "168.63.129.16/32", "2001::/23", "3fff::/20"]
IN_USE = ipaddress.ip_network("2000::/3")
NETWORKS = [(ipaddress.ip_network(n), name) for n, name in SPECIAL.items()]
SAMPLES_V4 = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "172.31.255.255", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "168.63.129.16",
              "8.8.8.8", "93.184.215.14", "172.32.0.1", "11.0.0.0", "192.167.255.255", "1.1.1.1"]


def verdict(address):
    fits = [(network.prefixlen, f"{name} {network}") for network, name in NETWORKS if network.version == address.version and address in network]
    if fits:
        return max(fits)[1]
    return "public" if address.version == 4 or address in IN_USE else "outside 2000::/3"


def check(address, found):
    decided = any(address in ipaddress.ip_network(n) for n in DECIDED if ipaddress.ip_network(n).version == address.version)
    if decided or (address.version == 6 and address not in IN_USE and found != "public"):
        return
    assert address.is_global == (found == "public"), (address, found, address.is_global)


def around(network):
    first, last = int(network[0]), int(network[-1])
    top = 2 ** network.max_prefixlen - 1
    kind = type(network[0])
    for number in sorted({first - 1, first, first + 1, (first + last) // 2, last - 1, last, last + 1}):
        if 0 <= number <= top and (network.prefixlen < network.max_prefixlen - 1 or number in (first - 1, first, last, last + 1)):
            yield kind(number)


def special_form(address):
    return address.version == 6 and (address.ipv4_mapped or address.sixtofour or address in ipaddress.ip_network("64:ff9b::/96"))


rows = {}
for text in list(SPECIAL) + PUBLIC:
    for address in around(ipaddress.ip_network(text)):
        if not special_form(address):
            found = verdict(address)
            check(address, found)
            rows[str(address)] = found
for text in SAMPLES_V4 + [str(ipaddress.ip_network(n)[0]) for n in SPECIAL if "." in n]:
    address = ipaddress.ip_address(text)
    found = verdict(address)
    rows[text] = found
    number = int(address)
    rows[f"::ffff:{text}"] = found
    inner = found if found == "public" else f"holds {text}: {found}"
    rows[f"64:ff9b::{text}"] = inner
    rows[f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"] = inner
    rows[f"2a00:1450:4001::5efe:{text}"] = inner
    rows[f"2a00:1450:4001:0:200:5efe:{text}"] = inner
    rows[f"::{text}"] = verdict(ipaddress.ip_address(f"::{text}"))
    rows[f"::ffff:0:{text}"] = "IPv4-translated ::ffff:0:0:0/96"
    rows[f"64:ff9b:1::{text}"] = "local NAT64 64:ff9b:1::/48"
    rows[f"2001:0:{number >> 16:x}:{number & 0xFFFF:x}::1"] = "Teredo 2001::/32"
for row in sorted(rows.items()):
    print("\t".join(row))
