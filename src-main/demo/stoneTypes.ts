/**
 * The stone types of the demo cohort: six of the morpho-constitutional classes (Daudon), each told by its surface
 * and its colour. The images are synthetic; they show what is meant, not what any one stone looks like.
 */
export const stoneTypeCodes = ['Ia', 'IIa', 'IIIb', 'IVa1', 'IVc', 'Va'] as const;

/** Code of a stone type of the demo cohort; also its class label. */
export type StoneTypeCode = (typeof stoneTypeCodes)[number];

/** How the surface is built; one surface per type, none of them used in the backbone's training scenes. */
export type StoneSurfaceKind =
  'mammillated' | 'bipyramids' | 'porousCortex' | 'granulate' | 'coffinLids' | 'waxyKnolls';

/** A colour in sRGB, 0 … 255. */
export type Srgb = readonly [number, number, number];

export interface StoneType {
  code: StoneTypeCode;
  /** The mineral, as on a laboratory report. */
  name: string;
  description: string;
  surface: StoneSurfaceKind;
  /** Ends of the colour ramp, and the colour of what lies in pores, seams or on tips. */
  dark: Srgb;
  light: Srgb;
  accent: Srgb;
  /** Wet reflection, 0 … 1, and how deep light enters before it comes back, 0 … 1. */
  gloss: number;
  translucency: number;
}

export const stoneTypes: Readonly<Record<StoneTypeCode, StoneType>> = {
  Ia: {
    code: 'Ia',
    name: 'Whewellite (calcium oxalate monohydrate)',
    description: 'dark brown, smooth, mammillated',
    surface: 'mammillated',
    dark: [48, 26, 16],
    light: [118, 72, 42],
    accent: [32, 17, 11],
    gloss: 0.75,
    translucency: 0.1,
  },
  IIa: {
    code: 'IIa',
    name: 'Weddellite (calcium oxalate dihydrate)',
    description: 'pale yellow-brown, sharp spiky crystals',
    surface: 'bipyramids',
    dark: [176, 148, 92],
    light: [242, 224, 166],
    accent: [252, 243, 206],
    gloss: 0.4,
    translucency: 0.35,
  },
  IIIb: {
    code: 'IIIb',
    name: 'Uric acid',
    description: 'orange to reddish, rough and porous',
    surface: 'porousCortex',
    dark: [150, 66, 26],
    light: [222, 130, 66],
    accent: [92, 34, 14],
    gloss: 0.25,
    translucency: 0.2,
  },
  IVa1: {
    code: 'IVa1',
    name: 'Carbapatite',
    description: 'whitish to beige, finely granular, matt',
    surface: 'granulate',
    dark: [186, 156, 116],
    light: [248, 230, 194],
    accent: [150, 112, 76],
    gloss: 0.1,
    translucency: 0.25,
  },
  IVc: {
    code: 'IVc',
    name: 'Struvite',
    description: 'whitish to grey, blocky facets',
    surface: 'coffinLids',
    dark: [114, 118, 121],
    light: [224, 229, 230],
    accent: [88, 92, 98],
    gloss: 0.6,
    translucency: 0.4,
  },
  Va: {
    code: 'Va',
    name: 'Cystine',
    description: 'yellow as honey, waxy, bumpy',
    surface: 'waxyKnolls',
    dark: [172, 118, 26],
    light: [242, 198, 84],
    accent: [255, 226, 140],
    gloss: 0.55,
    translucency: 0.8,
  },
};
