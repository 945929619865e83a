package io.windtunnel.cloud.compute.ec2.images;

import io.windtunnel.cloud.compute.ec2.common.Ground;
import io.windtunnel.cloud.compute.ec2.common.Refusals;
import io.windtunnel.fabric.storage.Table;
import io.windtunnel.wire.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The images one account sees in one Region: the public ones and its own.
public final class Images {
    /// What a new image is.
    public record Wish(
            String name,
            @Nullable String description,
            String architecture,
            String rootDeviceName,
            int gibibytes,
            @Nullable String sourceInstanceId) {}

    /// How long an image of a machine is made, in scenario time, besides a second per GiB.
    static final Duration SNAPSHOT = Duration.ofSeconds(60);

    /// The size that an image is taken to have that only AWS knows.
    private static final int UNKNOWN_GIBIBYTES = 8;

    private final Ground ground;
    private final Table<Image> own;
    private final Map<String, Image> shared;
    private final Consumer<Runnable> locked;

    public Images(Ground ground, Consumer<Runnable> locked) {
        this.ground = ground;
        this.own = ground.table("images", Image.class);
        this.shared = PublicCatalog.images(ground.scope().region());
        this.locked = locked;
        for (Image image : own.values()) if (image.state().equals("pending")) settleLater(image);
    }

    public Collection<Image> all() {
        Map<String, Image> all = new TreeMap<>(shared);
        for (Image image : own.values()) all.put(image.imageId(), image);
        return all.values();
    }

    public Optional<Image> find(String imageId) {
        Image image = own.get(imageId);
        return Optional.ofNullable(image == null ? shared.get(imageId) : image);
    }

    /// @throws AwsException `InvalidAMIID.Malformed`, `InvalidAMIID.NotFound`
    public Image require(String imageId) {
        checkForm(imageId);
        return find(imageId)
                .orElseThrow(() ->
                        new AwsException("InvalidAMIID.NotFound", "The image id '[" + imageId + "]' does not exist"));
    }

    private static void checkForm(String imageId) {
        if (!imageId.matches("ami-[0-9a-f]{8}([0-9a-f]{9})?"))
            throw new AwsException("InvalidAMIID.Malformed", "Invalid id: \"" + imageId + "\" (expecting \"ami-...\")");
    }

    /// The image to launch from. One that is unknown here may be known at AWS (its catalogue has hundreds of
    /// thousands):
    /// it is taken for a Linux of 8 GiB that runs on any machine, and is told apart by an empty architecture.
    ///
    /// @throws AwsException `InvalidAMIID.Malformed`, `InvalidAMIID.Unavailable`
    public Image launchable(String imageId) {
        checkForm(imageId);
        Image image = find(imageId)
                .orElseGet(() -> new Image(
                        imageId,
                        imageId,
                        null,
                        "",
                        null,
                        "",
                        "/dev/xvda",
                        UNKNOWN_GIBIBYTES,
                        "",
                        true,
                        "available",
                        null,
                        imageId.replace("ami-", "snap-")));
        if (!image.state().equals("available"))
            throw new AwsException(
                    "InvalidAMIID.Unavailable", "The image ID '" + imageId + "' is not available: " + image.state());
        return image;
    }

    /// Makes an image; one of a machine is pending while its volume is copied.
    public Image create(Wish wish, Map<String, String> tags) {
        boolean taken = own.values().stream().anyMatch(image -> image.name().equals(wish.name()));
        if (taken)
            throw new AwsException(
                    "InvalidAMIName.Duplicate",
                    "AMI name " + wish.name() + " is already in use by AMI "
                            + own.values().stream()
                                    .filter(image -> image.name().equals(wish.name()))
                                    .findFirst()
                                    .orElseThrow()
                                    .imageId());
        if (wish.gibibytes() < 1 || wish.gibibytes() > 65_536)
            throw Refusals.invalidValue("Volume of " + wish.gibibytes() + "GiB is not between 1 and 65536GiB");
        Instant made = ground.now().truncatedTo(ChronoUnit.MILLIS);
        Image image = new Image(
                ground.id("ami"),
                wish.name(),
                wish.description(),
                ground.account(),
                null,
                wish.architecture(),
                wish.rootDeviceName(),
                wish.gibibytes(),
                made.toString(),
                false,
                wish.sourceInstanceId() == null ? "available" : "pending",
                wish.sourceInstanceId(),
                ground.id("snap"));
        own.put(image.imageId(), image);
        ground.tags().add(image.imageId(), "image", tags);
        if (wish.sourceInstanceId() != null) settleLater(image);
        return image;
    }

    private void settleLater(Image image) {
        Duration delay = SNAPSHOT.plusSeconds(image.gibibytes());
        ground.fabric()
                .time()
                .after(
                        delay,
                        () -> locked.accept(() ->
                                own.update(image.imageId(), known -> known == null ? null : known.in("available"))));
    }

    /// @throws AwsException `InvalidAMIID.Unavailable` when it is not the caller's
    public void deregister(String imageId) {
        require(imageId);
        if (own.remove(imageId) == null)
            throw new AwsException("AuthFailure", "Not authorized for image " + imageId + ": you are not its owner");
        ground.tags().forget(imageId);
    }
}
