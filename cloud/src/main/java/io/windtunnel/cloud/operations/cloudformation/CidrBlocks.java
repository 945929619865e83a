package io.windtunnel.cloud.operations.cloudformation;

import io.windtunnel.wire.AwsException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// `Fn::Cidr`: cuts an address block into equal smaller ones.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
final class CidrBlocks {
    /// The most blocks one call gives.
    private static final int MOST = 256;

    private CidrBlocks() {}

    /// `count` blocks of `bits` host bits each, from the start of `block`.
    ///
    /// @throws AwsException `ValidationError` when they do not fit
    static List<String> cut(String block, int count, int bits) {
        String[] parts = block.split("/", 2);
        boolean six = parts[0].contains(":");
        int width = six ? 128 : 32;
        if (parts.length != 2 || !parts[0].matches("[0-9a-fA-F.:]+") || !parts[1].matches("\\d{1,3}"))
            throw AwsException.validation("Template error: Fn::Cidr cannot read the block " + block);
        int prefix = Integer.parseInt(parts[1]);
        if (count < 1 || count > MOST)
            throw AwsException.validation("Template error: Fn::Cidr count must be between 1 and " + MOST);
        int hostBits = width - prefix;
        BigInteger size = BigInteger.ONE.shiftLeft(bits);
        if (bits > hostBits
                || size.multiply(BigInteger.valueOf(count)).bitLength() > hostBits + 1
                || size.multiply(BigInteger.valueOf(count)).compareTo(BigInteger.ONE.shiftLeft(hostBits)) > 0)
            throw AwsException.validation(
                    "Template error: Fn::Cidr cannot make " + count + " blocks of " + bits + " bits in " + block);
        BigInteger start =
                new BigInteger(1, bytes(parts[0])).shiftRight(hostBits).shiftLeft(hostBits);
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++)
            blocks.add(text(start.add(size.multiply(BigInteger.valueOf(i))), six) + "/" + (width - bits));
        return blocks;
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            throw AwsException.validation("Template error: Fn::Cidr cannot read the address " + address);
        }
    }

    private static String text(BigInteger address, boolean six) {
        List<String> groups = new ArrayList<>();
        int step = six ? 16 : 8;
        for (int shift = (six ? 128 : 32) - step; shift >= 0; shift -= step) {
            int group = address.shiftRight(shift).intValue() & (six ? 0xFFFF : 0xFF);
            groups.add(six ? Integer.toHexString(group) : Integer.toString(group));
        }
        String joined = String.join(six ? ":" : ".", groups);
        return six ? joined.replaceFirst("(:0)+$", "::") : joined;
    }
}
