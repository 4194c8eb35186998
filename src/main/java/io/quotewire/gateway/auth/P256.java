package io.quotewire.gateway.auth;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Arrays;

/** The curve of ES256, FIPS 186-4 section D.1.2.3. Stateless. */
final class P256 {
    /** The bytes of a coordinate, and of each half of a signature. */
    static final int BYTES = 32;

    private static final ECParameterSpec CURVE = curve();

    private P256() {}

    static ECParameterSpec parameters() {
        return CURVE;
    }

    /** Whether a key is a point on this curve; Java does not look. */
    static boolean holds(ECPublicKey key) {
        ECParameterSpec its = key.getParams();
        return its.getCurve().equals(CURVE.getCurve())
                && its.getGenerator().equals(CURVE.getGenerator())
                && its.getOrder().equals(CURVE.getOrder())
                && its.getCofactor() == CURVE.getCofactor()
                && holds(key.getW());
    }

    /** Whether both halves are within the order of the curve: a Java that is not up to date takes zeros for a signature. */
    static boolean isSignature(byte[] signature) {
        return isScalar(Arrays.copyOf(signature, BYTES))
                && isScalar(Arrays.copyOfRange(signature, BYTES, signature.length));
    }

    private static boolean isScalar(byte[] half) {
        BigInteger scalar = new BigInteger(1, half);
        return scalar.signum() > 0 && scalar.compareTo(CURVE.getOrder()) < 0;
    }

    private static boolean holds(ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        EllipticCurve curve = CURVE.getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        boolean inField = x.signum() >= 0 && x.compareTo(p) < 0 && y.signum() >= 0 && y.compareTo(p) < 0;
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return inField && y.multiply(y).subtract(right).mod(p).signum() == 0;
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
