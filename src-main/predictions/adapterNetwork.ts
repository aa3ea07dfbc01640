import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import type { InstalledBackbone } from '../backbones/installed.ts';
import type { AdapterRow } from '../tuning/adapters.service.ts';

export type AdapterNetwork = Pick<InstalledBackbone, 'folder' | 'preprocessing'>;

/** Where they are found. */
export interface AdapterNetworks {
  find(sha256: Sha256): Promise<AdapterNetwork>;
}

/**
 * The frozen network that an adapter was tuned on.
 * @throws LapidaryError `backbone-missing`, which says the file to bring again; `backbone-damaged`;
 *   `adapter-of-another-network` where frames are prepared in another way than they were when it was tuned
 */
export async function networkOf(
  { backboneSha256, preprocessingSha256 }: Pick<AdapterRow, 'backboneSha256' | 'preprocessingSha256'>,
  backbones: AdapterNetworks,
): Promise<AdapterNetwork> {
  const backbone = await backbones.find(backboneSha256);
  if (backbone.preprocessing === preprocessingSha256) return backbone;
  throw new LapidaryError(
    'adapter-of-another-network',
    'This adapter was tuned by a version of Lapidary that prepared frames in another way.',
    'Tune again and activate the new adapter.',
  );
}
