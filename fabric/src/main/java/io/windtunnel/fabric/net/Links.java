package io.windtunnel.fabric.net;

import io.windtunnel.kernel.identity.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The board of links and of the faults that lie on them. Faults overlap: on each link the worst of them counts,
/// and it is as good as before when the last is lifted.
///
/// Thread safety: every method may be called from any thread. Listeners are called by the thread that changes the
/// board, after the links have changed.
public final class Links {
    private record Ends(Standpoint from, Standpoint to) {}

    private record InForce(FaultArea area, LinkQuality quality) {}

    private final Map<Ends, Link> links = new ConcurrentHashMap<>();
    private final List<InForce> faults = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private LinkProfile profile = LinkProfile.PERFECT;

    /// The quality of the link between two places now.
    public LinkQuality between(Place from, Place to) {
        return link(from, to).quality();
    }

    /// The link between two places, for those who ask it often. The same places give the same link.
    public Link link(Place from, Place to) {
        return link(Standpoint.at(from), Standpoint.at(to));
    }

    /// The link between two standpoints: that of their places, but for fences between them.
    public Link link(Standpoint from, Standpoint to) {
        Ends ends = new Ends(from, to);
        Link known = links.get(ends);
        if (known != null) return known;
        synchronized (this) {
            return links.computeIfAbsent(ends, _ -> new Link(from.place(), to.place(), judge(from, to)));
        }
    }

    /// From now on, links without faults are as `next` says.
    public void profile(LinkProfile next) {
        synchronized (this) {
            profile = next;
            judgeAll();
        }
        tell();
    }

    /// Cuts the links between two places, both ways; a Region stands for all of its zones.
    public Fault cut(Place a, Place b) {
        return impose(new FaultArea.Between(a, b), LinkQuality.CUT, "cut " + a + " - " + b);
    }

    /// Cuts every link from and to `place`, those inside it too.
    public Fault darken(Place place) {
        return impose(new FaultArea.Around(place), LinkQuality.CUT, "dark " + place);
    }

    /// Cuts every link into and out of `place`, those inside it not.
    public Fault isolate(Place place) {
        return impose(new FaultArea.Border(place), LinkQuality.CUT, "isolated " + place);
    }

    /// Cuts the links into and out of each of the segments, as far as they lead to what is `beyond`. Within a segment
    /// nothing changes.
    public Fault fence(Set<String> segments, Beyond beyond) {
        FaultArea.Fence area = new FaultArea.Fence(Set.copyOf(segments), beyond);
        return impose(area, LinkQuality.CUT, area.toString());
    }

    /// Makes the links between two places no better than `quality`, both ways.
    public Fault impair(Place a, Place b, LinkQuality quality) {
        return impose(new FaultArea.Between(a, b), quality, "impaired " + a + " - " + b);
    }

    /// Makes every link from and to `place`, those inside it too, no better than `quality`.
    public Fault impair(Place place, LinkQuality quality) {
        return impose(new FaultArea.Around(place), quality, "impaired " + place);
    }

    /// Calls `listener` after every change of the board. It must not block.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// No longer calls `listener`.
    public void forget(Runnable listener) {
        listeners.remove(listener);
    }

    private Fault impose(FaultArea area, LinkQuality quality, String words) {
        InForce entry = new InForce(area, quality);
        synchronized (this) {
            faults.add(entry);
            judgeAll();
        }
        tell();
        return new Fault() {
            @Override
            public String words() {
                return words;
            }

            @Override
            public void lift() {
                if (remove(entry)) tell();
            }

            @Override
            public String toString() {
                return words;
            }
        };
    }

    private synchronized boolean remove(InForce entry) {
        for (int i = 0; i < faults.size(); i++) {
            if (faults.get(i) != entry) continue;
            faults.remove(i);
            judgeAll();
            return true;
        }
        return false;
    }

    private void judgeAll() {
        links.forEach((ends, link) -> link.quality(judge(ends.from, ends.to)));
    }

    private LinkQuality judge(Standpoint from, Standpoint to) {
        LinkQuality quality = profile.between(from.place(), to.place());
        for (InForce fault : faults) if (fault.area.covers(from, to)) quality = quality.worst(fault.quality);
        return quality;
    }

    private void tell() {
        for (Runnable listener : listeners) listener.run();
    }
}
