/**
 * Sine and cosine from additions and multiplications alone. IEEE 754 fixes those to the last bit, but not the
 * library's trigonometry, which differs between builds of the same engine; the demo cohort is frozen by its hash.
 * Good to 1e-7, plenty for a picture.
 */
export function sine(angle: number): number {
  const turns = angle / (2 * Math.PI);
  let t = turns - Math.round(turns);
  if (t > 0.25) t = 0.5 - t;
  else if (t < -0.25) t = -0.5 - t;
  const x = t * 2 * Math.PI;
  const s = x * x;
  return (
    x * (1 - (s / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - (s / 110) * (1 - s / 156))))))
  );
}

/** Cosine of an angle in radians; see `sine`. */
export function cosine(angle: number): number {
  return sine(angle + Math.PI / 2);
}

/** x·x, where `**` would ask the library. */
export function square(x: number): number {
  return x * x;
}
