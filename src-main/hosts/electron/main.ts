/** The desktop application: finds its places, and opens the window over the workstation. */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { toErrorReport } from '../../../src-shared/domain/errors.ts';
import { createWorkstation, defaultDataDir } from '../../workstation.ts';
import { describeFault } from '../web/answers.ts';
import { askedToEnd } from '../web/serve.ts';
import { utilityPort } from './computePort.ts';
import { runDesktop } from './desktop.ts';
import { launchOptions } from './launch.ts';
import { openLogFile } from './logFile.ts';

// Beside this file when built: the compute process, the preload script and the page.
const here = import.meta.dirname;
const resources = app.isPackaged ? process.resourcesPath : path.resolve(here, '../..');
const asked = launchOptions(process.argv.slice(app.isPackaged ? 1 : 2));
const dataDir = path.resolve(
  asked.dataDir ?? defaultDataDir({ platform: process.platform, home: os.homedir(), env: process.env }),
);

const writeLog = openLogFile(app.getPath('logs'));
const log = (line: string): void => {
  writeLog(line);
  if (!app.isPackaged) console.error(line);
};

// Chromium's own folder, and with it the lock against a second window, is one per data folder.
const profile = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
const profileDir = path.join(app.getPath('userData'), 'profiles', profile);
mkdirSync(profileDir, { recursive: true });
app.setPath('userData', profileDir);

process.on('unhandledRejection', (reason) => {
  log(`A failure that nobody waited for: ${describeFault(reason)}`);
});
process.on('uncaughtException', (error) => {
  log(`The main process failed: ${describeFault(error)}`);
  console.error(toErrorReport(error).message);
  app.exit(1);
});

runDesktop({
  preload: path.join(here, '../preload/preload.cjs'),
  rendererDir: path.join(here, '../renderer'),
  development: !app.isPackaged,
  demo: asked.demo,
  log,
  openWorkstation: () =>
    createWorkstation({
      dataDir,
      modelsDir: path.join(resources, 'models'),
      migrationsDir: path.join(resources, 'migrations'),
      host: 'electron',
      spawnCompute: (name) =>
        utilityPort(path.join(here, 'computeProcess.js'), name === 'probe' ? 'keep' : 'inherit'),
      log,
    }),
});

// A desktop launcher may end long before what it launched: only in a checkout does the window follow its starter.
void askedToEnd({ withStarter: !app.isPackaged }).then(() => {
  app.quit();
});
