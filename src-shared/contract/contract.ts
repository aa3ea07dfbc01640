import { backbonesContract } from './backbones.contract.ts';
import { demoContract } from './demo.contract.ts';
import { experimentsContract } from './experiments.contract.ts';
import { exportsContract } from './exports.contract.ts';
import { importsContract } from './imports.contract.ts';
import { jobsContract } from './jobs.contract.ts';
import { maskModelsContract } from './maskModels.contract.ts';
import { masksContract } from './masks.contract.ts';
import { proposalsContract } from './proposals.contract.ts';
import { predictionsContract } from './predictions.contract.ts';
import { reviewContract } from './review.contract.ts';
import { schemasContract } from './schemas.contract.ts';
import { segmentationContract } from './segmentation.contract.ts';
import { studiesContract } from './studies.contract.ts';
import { systemContract } from './system.contract.ts';
import { tuningContract } from './tuning.contract.ts';
import { usersContract } from './users.contract.ts';

/** All a page or the command line can ask of the workstation, in the order of the road. */
export const contract = {
  system: systemContract,
  jobs: jobsContract,
  users: usersContract,
  schemas: schemasContract,
  studies: studiesContract,
  imports: importsContract,
  masks: masksContract,
  backbones: backbonesContract,
  maskModels: maskModelsContract,
  tuning: tuningContract,
  segmentation: segmentationContract,
  proposals: proposalsContract,
  predictions: predictionsContract,
  review: reviewContract,
  exports: exportsContract,
  demo: demoContract,
  experiments: experimentsContract,
};
export type Contract = typeof contract;
