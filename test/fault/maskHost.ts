/**
 * A host for fault tests of mask editing, to be killed: opens the data folder, serves its loopback door and says "open".
 * Arguments: the program folder of an installation, the data folder.
 */
import { findPlaces } from '../../src-main/hosts/cli/places.ts';
import { openHere } from '../../src-main/hosts/cli/session.ts';
import { openLoopback } from '../../src-main/hosts/web/loopback.ts';

const [moduleDir = '', dataDir = ''] = process.argv.slice(2);
const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const workstation = await openHere({ dataDir, places: findPlaces(moduleDir), log, host: 'web' });
const { admission } = await openLoopback({ served: workstation, log });
await workstation.publishDoor({ url: admission.origin, token: admission.commandToken });
process.stdout.write('open\n');
