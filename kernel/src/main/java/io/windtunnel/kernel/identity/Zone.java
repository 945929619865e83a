package io.windtunnel.kernel.identity;

/// An Availability Zone: a Region and a letter. `us-east-1a` is zone `a` of `us-east-1`.
public record Zone(Region region, String letter) implements Comparable<Zone> {
    public Zone {
        boolean known = letter.length() == 1 && letter.charAt(0) >= 'a' && letter.charAt(0) <= 'f';
        if (!known) throw new IllegalArgumentException("not a zone letter a to f: " + letter);
    }

    /// The zone of a full name such as `us-east-1a`.
    public static Zone parse(String name) {
        int last = name.length() - 1;
        if (last < 1) throw new IllegalArgumentException("not a zone name: " + name);
        return new Zone(new Region(name.substring(0, last)), name.substring(last));
    }

    /// The zone's name, such as `us-east-1a`.
    public String name() {
        return region.code() + letter;
    }

    /// The zone's account-independent id, such as `use1-az1`.
    public String id() {
        StringBuilder id = new StringBuilder();
        String[] words = region.code().split("-");
        id.append(words[0]);
        for (int i = 1; i < words.length; i++) id.append(abbreviation(words[i]));
        return id.append("-az").append(letter.charAt(0) - 'a' + 1).toString();
    }

    private static String abbreviation(String word) {
        return switch (word) {
            case "northeast" -> "ne";
            case "northwest" -> "nw";
            case "southeast" -> "se";
            case "southwest" -> "sw";
            default -> word.matches("\\d+") ? word : word.substring(0, 1);
        };
    }

    @Override
    public int compareTo(Zone other) {
        return name().compareTo(other.name());
    }

    @Override
    public String toString() {
        return name();
    }
}
