-- Tables of a cluster on one machine, in a SQLite file, and the statements that Orleans' ADO.NET providers look up by name and run.
-- Applied by every process before it uses the file. SQLite has no WITH around writes: a step of the version is made by a trigger, in the
-- transaction of the one statement that changes a member.

CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey  TEXT PRIMARY KEY,
    QueryText TEXT NOT NULL
) STRICT;

-- One row a cluster. Every change of its members is a step of its version, so that two silos never decide on different views.
CREATE TABLE IF NOT EXISTS OrleansMembershipVersion
(
    DeploymentId TEXT PRIMARY KEY,
    Version      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE IF NOT EXISTS OrleansMembership
(
    DeploymentId TEXT NOT NULL,
    Address      TEXT NOT NULL,
    Port         INTEGER NOT NULL,
    Generation   INTEGER NOT NULL,
    SiloName     TEXT NOT NULL,
    HostName     TEXT NOT NULL,
    Status       INTEGER NOT NULL,
    ProxyPort    INTEGER NOT NULL,
    SuspectTimes TEXT,
    StartTime    TEXT NOT NULL,
    IAmAliveTime TEXT NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
) STRICT;

CREATE TRIGGER IF NOT EXISTS OrleansMemberAdded AFTER INSERT ON OrleansMembership
BEGIN
    UPDATE OrleansMembershipVersion SET Version = Version + 1 WHERE DeploymentId = NEW.DeploymentId;
END;

-- A sign of life alone is no change.
CREATE TRIGGER IF NOT EXISTS OrleansMemberChanged AFTER UPDATE OF Status ON OrleansMembership
BEGIN
    UPDATE OrleansMembershipVersion SET Version = Version + 1 WHERE DeploymentId = NEW.DeploymentId;
END;

-- A grain's state. Its version is the ETag: only who knows the version may write the next. No extension is an empty one.
CREATE TABLE IF NOT EXISTS OrleansStorage
(
    ServiceId              TEXT NOT NULL,
    GrainTypeString        TEXT NOT NULL,
    GrainIdN0              INTEGER NOT NULL,
    GrainIdN1              INTEGER NOT NULL,
    GrainIdExtensionString TEXT NOT NULL,
    PayloadBinary          BLOB NOT NULL,
    Version                INTEGER NOT NULL,
    ModifiedOn             TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString)
) STRICT;

INSERT OR REPLACE INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
    INSERT OR IGNORE INTO OrleansMembershipVersion (DeploymentId) VALUES (@DeploymentId);
    SELECT changes() > 0
'),
('InsertMembershipKey', '
    INSERT OR IGNORE INTO OrleansMembership
        (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
    SELECT DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM OrleansMembershipVersion WHERE DeploymentId = @DeploymentId AND Version = @Version;
    SELECT changes() > 0
'),
('UpdateMembershipKey', '
    UPDATE OrleansMembership SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
        AND EXISTS (SELECT 1 FROM OrleansMembershipVersion WHERE DeploymentId = @DeploymentId AND Version = @Version);
    SELECT changes() > 0
'),
('UpdateIAmAlivetimeKey', '
    UPDATE OrleansMembership SET IAmAliveTime = @IAmAliveTime
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
'),
('MembershipReadAllKey', '
    SELECT v.Version, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime
    FROM OrleansMembershipVersion v LEFT JOIN OrleansMembership m ON m.DeploymentId = v.DeploymentId
    WHERE v.DeploymentId = @DeploymentId
'),
('MembershipReadRowKey', '
    SELECT v.Version, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime
    FROM OrleansMembershipVersion v LEFT JOIN OrleansMembership m
        ON m.DeploymentId = v.DeploymentId AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
    WHERE v.DeploymentId = @DeploymentId
'),
('GatewaysQueryKey', '
    SELECT Address, ProxyPort, Generation FROM OrleansMembership
    WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
'),
-- 6 is the status of a dead silo.
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM OrleansMembership WHERE DeploymentId = @DeploymentId AND Status = 6 AND StartTime < @IAmAliveTime AND IAmAliveTime < @IAmAliveTime
'),
('DeleteMembershipTableEntriesKey', '
    DELETE FROM OrleansMembership WHERE DeploymentId = @DeploymentId;
    DELETE FROM OrleansMembershipVersion WHERE DeploymentId = @DeploymentId
'),
('ReadFromStorageKey', '
    SELECT PayloadBinary, Version FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''')
'),
-- A first write if the writer knows of none before, else the next version of the one it knows. No row where somebody else was faster.
('WriteToStorageKey', '
    INSERT OR IGNORE INTO OrleansStorage (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString, PayloadBinary, Version)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, IFNULL(@GrainIdExtensionString, ''''), @PayloadBinary, 1
    WHERE @GrainStateVersion IS NULL
    RETURNING Version AS NewGrainStateVersion;
    UPDATE OrleansStorage SET PayloadBinary = @PayloadBinary, Version = Version + 1, ModifiedOn = CURRENT_TIMESTAMP
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''') AND Version = @GrainStateVersion
    RETURNING Version AS NewGrainStateVersion
'),
-- A state that is cleared is a row that is gone, so both are one statement. They answer with a version that is not the old one.
('ClearStorageKey', '
    DELETE FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''') AND Version = @GrainStateVersion
    RETURNING Version + 1
'),
('DeleteStorageKey', '
    DELETE FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
        AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''') AND Version = @GrainStateVersion
    RETURNING Version + 1
');
