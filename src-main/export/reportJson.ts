import { canonicalReading } from '../../src-shared/domain/reading.ts';
import type { ReportInput } from './reportInput.ts';

/**
 * A reading and its signatures as JSON. The reading stands in it as the text that was hashed, byte for byte, so that
 * whoever holds the file can compute `sha256` again; who the patient is stands nowhere.
 */
export function reportJson(input: ReportInput): string {
  const { reading, sha256, signature, versions, laterLaboratory } = input;
  const parts = [
    `"laterLaboratory":${JSON.stringify(laterLaboratory)}`,
    `"reading":${canonicalReading(reading)}`,
    `"sha256":${JSON.stringify(sha256)}`,
    `"signature":${JSON.stringify(signature)}`,
    `"versions":${JSON.stringify(versions)}`,
  ];
  return `{${parts.join(',')}}\n`;
}
