import type { Proof } from '../proof.ts'
import { calendarFaults } from './calendar-faults.ts'
import { clockFaults } from './clock-faults.ts'
import { folderFaults } from './folder-faults.ts'
import { leaseFaults } from './lease-faults.ts'
import { lockedFiles, slowWrites } from './slow-and-locked.ts'
import { stepFaults } from './step-faults.ts'

/**
 * What happens to the data folder, its disk and the clocks: nothing is lost, nothing is there twice, and a sentence tells of it
 * while it lasts. Simulated license servers tell what is true.
 */
export const disk: Proof = {
  name: 'disk',
  title: 'Disk, network and clocks fail',
  async run(trial) {
    return [
      ...(await folderFaults(trial)),
      ...(await stepFaults(trial)),
      await slowWrites(trial),
      await lockedFiles(trial),
      ...(await leaseFaults(trial)),
      ...(await clockFaults(trial)),
      ...(await calendarFaults(trial)),
    ]
  },
}
