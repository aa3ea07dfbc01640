import type { Location } from '../../../../src-shared/contract/schemas.contract.ts';
import { en } from '../../../../src-shared/messages/en.ts';
import type { MessageKey } from '../../../../src-shared/messages/languages.ts';
import { t } from '../../../lib/words.ts';

type LocationKey = Extract<MessageKey, `location.${string}`>;
type RegionKey = Extract<MessageKey, `region.${string}`>;

const isLocation = (key: string): key is LocationKey => key.startsWith('location.') && key in en;
const isRegion = (key: string): key is RegionKey => key.startsWith('region.') && key in en;

/** In the language of the page, where it knows the place. */
export function locationName({ code, name }: Pick<Location, 'code' | 'name'>): string {
  const key = `location.${code}`;
  return isLocation(key) ? t(key) : name;
}

export function regionName(region: string): string {
  const key = `region.${region}`;
  return isRegion(key) ? t(key) : region;
}
