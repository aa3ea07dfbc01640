import { version } from '../../../../src-shared/domain/version.ts';
import type { Command } from '../command.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Reads every row and file of the data folder once and says what is not as it should be.',
  usage: '',
  options: {},
  async run({ terminal, session }) {
    const { api } = await session();
    const found = await api.system.verify();
    for (const { where, message } of found.problems) terminal.say(`${where}: ${message}`);
    terminal.say(found.ok ? 'Everything is as it should be.' : `${found.problems.length} problems.`);
    return { document: found, failed: !found.ok };
  },
};

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Brings the data folder to this version; a copy of the database is kept.',
  usage: '',
  options: {},
  async run({ terminal, session, dataDir }) {
    // Opening is what migrates.
    await session();
    terminal.say(`The data folder is that of Lapidary ${version}.`);
    return { document: { dataDir, version } };
  },
};
