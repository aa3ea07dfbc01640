/** A temperature from fewer cases than this does not make a probability. */
const fewCases = 20;
/** Nor does one that leaves more expected calibration error than this. */
const muchError = 0.1;

/** Whether probabilities with this calibration are to be read as an order only; the page and the report say it alike. */
export function isWeakCalibration(calibration: {
  readonly cases: number;
  readonly ece: number | null;
}): boolean {
  return calibration.cases < fewCases || (calibration.ece ?? 0) > muchError;
}
