namespace Aread.Distributed.Hosting;

/// <summary>A run to train.</summary>
/// <param name="Run">Its name, and that of its directory in <paramref name="RunsDirectory"/>.</param>
/// <param name="DataDirectory">The data set; holds <c>dataset.json</c>.</param>
/// <param name="Options">Checked already.</param>
/// <param name="Resume">Go on from the run's last checkpoint. It is an error if there is no such run.</param>
/// <param name="Overwrite">Remove a run of this name first. Without this and <paramref name="Resume"/> a name that is taken is an error.</param>
public sealed record TrainRequest(string Run, string RunsDirectory, string DataDirectory, AreadOptions Options, bool Resume, bool Overwrite);
