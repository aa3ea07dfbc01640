/** The two sites of the demo cohort: how their scopes see. */
export const siteCodes = ['A', 'B'] as const;

export type SiteCode = (typeof siteCodes)[number];

export interface Scope {
  name: string;
  /** Shape of the image on the sensor, and its half width in frame widths. */
  aperture: 'octagon' | 'circle';
  halfWidth: number;
  /** Pitch of the fibre bundle in frame widths and how dark its gaps are, 0 … 1; 0 for a chip on the tip. */
  bundle: { pitch: number; depth: number };
  /** Gains of red, green and blue. */
  tint: readonly [number, number, number];
  /** Colour of the light where the wall is out of its reach. */
  ambient: readonly [number, number, number];
  /** How far the two light guides sit from the lens, in frame widths. */
  lightSpread: number;
  exposure: readonly [number, number];
  vignette: number;
  /** Standard deviation of the sensor's noise in 8-bit steps. */
  noise: readonly [number, number];
  /** Passes of a [1 2 1] blur. */
  softness: readonly [number, number];
  /** Share of frames with a spot of this aiming beam. */
  aimingBeam: readonly [number, number, number];
}

export const scopes: Readonly<Record<SiteCode, Scope>> = {
  A: {
    name: 'digital ureteroscope, warm light',
    aperture: 'octagon',
    halfWidth: 0.485,
    bundle: { pitch: 0, depth: 0 },
    tint: [1.05, 1, 0.95],
    ambient: [0.085, 0.05, 0.042],
    lightSpread: 0.22,
    exposure: [0.95, 1.36],
    vignette: 0.9,
    noise: [1.5, 3.5],
    softness: [1, 2],
    aimingBeam: [0.15, 1, 0.35],
  },
  B: {
    name: 'fibre-optic ureteroscope, cool light',
    aperture: 'circle',
    halfWidth: 0.47,
    bundle: { pitch: 0.0105, depth: 0.34 },
    tint: [0.98, 1.01, 1.01],
    ambient: [0.06, 0.05, 0.052],
    lightSpread: 0.1,
    exposure: [0.9, 1.32],
    vignette: 1.5,
    noise: [2.5, 5.5],
    softness: [1, 2],
    aimingBeam: [1, 0.12, 0.08],
  },
};

/** The whole difficulty of the cohort, in one place. A change here is a new cohort version. */
export const difficulty = {
  /** Probability that a patient's mucosa is the kind that goes with the stone's type, per site. */
  shortcut: { A: 0.92, B: 0 },
  /** Spread of a stone's lightness and of its hue about its type's, as shares of the linear colour. */
  stoneLightness: 0.22,
  stoneHue: 0.16,
  /** How far a stone's colour ramp may shrink towards its middle. */
  stoneContrast: 0.4,
  /** Spread of a patient's mucosa about its kind's. */
  mucosaSpread: 0.14,
  /** Share of patients with a second stone, of another type, and of their frames that show it. */
  secondStonePatients: 0.55,
  secondStoneFrames: 0.8,
  /** Share of frames with each nuisance. */
  motionBlur: 0.14,
  blood: 0.28,
  bubbles: 0.45,
  laserFibre: 0.3,
  debris: 0.5,
  /** Share of a stone's surface that blood or dust may cover. */
  coat: 0.22,
} as const;
