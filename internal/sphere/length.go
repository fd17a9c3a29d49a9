package sphere

import "math"

// WGS 84 (NIMA TR8350.2): semi-major axis in metres and flattening.
const (
	semiMajor  = 6378137.0
	flattening = 1 / 298.257223563
	ecc2       = flattening * (2 - flattening) // first eccentricity squared
)

// series is the length on WGS 84 along a great circle of inclination i whose
// points are taken as geodetic, as a function of the angle x from the ascending
// node:
//
//	s(x) = c0 x + c1 sin 2x + c2 sin 4x + c3 sin 6x
//
// With e the eccentricity squared, k = sin^2 i and sin(latitude) = sin i sin x,
// the metric M^2 dlat^2 + N^2 cos^2(lat) dlon^2 gives
//
//	ds/dx = a sqrt(1 - 2ek + e^2 k (cos^2 x + k sin^2 x)) / (1 - e k sin^2 x)^(3/2)
//
// and the coefficients are its Fourier integral up to e^4. The worst error over
// half the globe is under 0.1 mm.
type series struct{ c0, c1, c2, c3 float64 }

// newSeries returns the coefficients in metres for k = sin^2 i.
func newSeries(k float64) series {
	const e, e2, e3, e4 = ecc2, ecc2 * ecc2, ecc2 * ecc2 * ecc2, ecc2 * ecc2 * ecc2 * ecc2
	k2 := k * k
	k3 := k2 * k
	k4 := k2 * k2
	return series{
		c0: semiMajor * (1 - e*k/4 +
			e2*(k/4-19*k2/64) +
			e3*(11*k2/32-93*k3/256) +
			e4*(-3*k2/64+127*k3/256-7535*k4/16384)),
		c1: semiMajor * (-3*e*k/8 +
			e2*(k/8-7*k2/32) +
			e3*(k2/8-173*k3/1024) +
			e4*(-k2/32+177*k3/1024-685*k4/4096)),
		c2: semiMajor * (15*e2*k2/256 +
			e3*(-3*k2/128+69*k3/1024) +
			e4*(-k2/256-31*k3/1024+1085*k4/16384)),
		c3: semiMajor * (-35*e3*k3/3072 + e4*(5*k3/1024-235*k4/12288)),
	}
}

// metres returns the length from the node to the angle x.
func (s *series) metres(x float64) float64 {
	sin, cos := math.Sincos(2 * x)
	return s.sum(x, sin, cos)
}

// sum returns the length from the node to the angle x, given sine and cosine of
// 2x.
func (s *series) sum(x, sin, cos float64) float64 {
	return s.c0*x + sin*(s.c1+s.c2*2*cos+s.c3*(3-4*sin*sin))
}
